import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { createBridge, type Decision, type Hooks, type Ports } from "../../../src/index.ts";
import { createHandler, type HandlerOptions } from "../../../src/lambda/handler.ts";
import { NO_PORTS } from "../../../tools/testing/no-ports.ts";
import { CASE_CONFIG } from "../../../tools/testing/run-cases.ts";
import { APP, event } from "../../claims/sample-event.ts";

let posted: unknown[];
let logged: [message: string, fields: object][];
let seen: Decision[];
beforeEach(() => {
  posted = [];
  logged = [];
  seen = [];
});
afterEach(() => {
  vi.useRealTimers();
});

const ports = (more: Partial<Ports> = {}): Partial<Ports> => ({
  ...NO_PORTS,
  recognizeText: async () => ({ messages: [{ contentType: "PlainText", content: "Hi" }] }),
  channelFlowCallback: async (callback) => void posted.push(callback),
  log: (_level, message, fields) => void logged.push([message, fields]),
  ...more,
});
const bridgeWith = (onOutcome: Hooks["onOutcome"], more: Partial<Ports> = {}) =>
  createBridge(CASE_CONFIG, { ...ports(more), ...(onOutcome ? { onOutcome } : {}) });
const note = (record: Decision) => void seen.push(record);

describe("onOutcome", () => {
  it("sees the record once, when the callback is posted and the line is logged", async () => {
    const order: string[] = [];
    const bridge = bridgeWith((record) => order.push(`${record.outcome}, ${posted.length} posted`), {
      log: (_level, message) => void order.push(message),
    });
    const { post } = await bridge.prepare(event);
    const record = await post();
    expect(await post()).toBe(record);
    expect(order.filter((step) => step !== "claims")).toEqual(["delivery", "replied, 1 posted"]);
  });

  it("gets what handle resolves to, and changes nothing of it", async () => {
    const bridge = bridgeWith((record) => {
      seen.push({ ...record });
      (record as Decision).outcome = "denied";
    });
    const record = await bridge.handle(event);
    expect(record.outcome).toBe("replied");
    expect(seen).toEqual([record]);
  });

  it("sees a delivery that left its message pending, and a duplicate as settled", async () => {
    const refuse = async () => {
      throw new BridgeError("CALLBACK_REFUSED");
    };
    await expect(bridgeWith(note, { channelFlowCallback: refuse }).handle(event)).rejects.toThrow(BridgeError);
    const forbid = async () => {
      throw new BridgeError("CALLBACK_FORBIDDEN");
    };
    await bridgeWith(note, { channelFlowCallback: forbid }).handle(event);
    expect(seen.map(({ outcome, pending }) => [outcome, pending])).toEqual([
      ["failed", true],
      ["settled", undefined],
    ]);
  });

  it.each<[how: string, onOutcome: NonNullable<Hooks["onOutcome"]>]>([
    [
      "throws",
      () => {
        throw new Error("my secret");
      },
    ],
    ["rejects", () => Promise.reject(new Error("my secret"))],
  ])("that %s is logged without its text, and the delivery ends as it would", async (_how, onOutcome) => {
    const record = await bridgeWith(onOutcome).handle(event);
    await Promise.resolve();
    expect(record.outcome).toBe("replied");
    expect(logged).toContainEqual(["onOutcome", { messageId: "m1", problem: "The function onOutcome failed." }]);
    expect(JSON.stringify(logged)).not.toContain("secret");
  });

  it("that never ends keeps nobody waiting", async () => {
    expect((await bridgeWith(() => new Promise(() => {})).handle(event)).outcome).toBe("replied");
  });
});

describe("the handler", () => {
  const env = { CHIME_LEX_BOT_ALIAS_ARN: CASE_CONFIG.bots[0]?.lexBotAliasArn ?? "" };
  const handlerWith = (onOutcome: NonNullable<Hooks["onOutcome"]>, more: Partial<Ports> = {}) =>
    createHandler({ env, ports: ports(more), hooks: { onOutcome } });
  const context = (ms: number) => ({ getRemainingTimeInMillis: () => ms });

  it("stays open until onOutcome is done, also where the delivery failed", async () => {
    const done: string[] = [];
    const slow = async ({ outcome }: Readonly<Decision>) => {
      await new Promise((resolve) => setImmediate(resolve));
      done.push(outcome);
    };
    await handlerWith(slow)(event, context(30_000));
    const refuse = async () => {
      throw new BridgeError("CALLBACK_REFUSED");
    };
    await handlerWith(slow, { channelFlowCallback: refuse })(event, context(30_000)).catch(() => {});
    expect(done).toEqual(["replied", "failed"]);
  });

  it.each([
    [30_000, 2_000],
    [1_200, 700],
    [400, 0],
  ])("with %i ms left it waits %i ms at most for one that never ends", async (left, most) => {
    vi.useFakeTimers();
    const begun = Date.now();
    let endedAt: number | undefined;
    const handled = handlerWith(() => new Promise(() => {}))(event, context(left)).then(() => {
      endedAt = Date.now();
    });
    await vi.advanceTimersByTimeAsync(5_000);
    await handled;
    expect((endedAt ?? 0) - begun).toBe(most);
  });
});

describe("the page's recipe for EventBridge", () => {
  const page = readFileSync(new URL("../../../docs/embedding.md", import.meta.url), "utf8");

  /** The handler of the page, on a bus that answers so. */
  async function run(answer: object, recognizeText: Ports["recognizeText"]) {
    const code = /```js eventbridge\n([\s\S]*?)```/.exec(page)?.[1] ?? expect.fail("No block eventbridge.");
    const body = code.replaceAll(/^import .*$/gm, "").replace("export const handler =", "return");
    const sent: { Entries: { Detail: string }[] }[] = [];
    class EventBridgeClient {
      async send({ input }: { input: (typeof sent)[number] }) {
        sent.push(input);
        return answer;
      }
    }
    class PutEventsCommand {
      readonly input: (typeof sent)[number];
      constructor(input: (typeof sent)[number]) {
        this.input = input;
      }
    }
    const appInstanceBotArn = `${APP}/bot/x`;
    const env = {
      CHIME_LEX_BOT_ALIAS_ARN: CASE_CONFIG.bots[0]?.lexBotAliasArn ?? "",
      CHIME_LEX_APP_INSTANCE_BOT_ARN: appInstanceBotArn,
    };
    const create = (options: HandlerOptions) => createHandler({ env, ports: ports({ recognizeText }), ...options });
    const handler = new Function("EventBridgeClient", "PutEventsCommand", "createHandler", body)(
      EventBridgeClient,
      PutEventsCommand,
      create,
    );
    await handler(event, { getRemainingTimeInMillis: () => 30_000 });
    return { sent, appInstanceBotArn };
  }
  const fail = async () => {
    throw new BridgeError("LEX_ACCESS_DENIED", "Lex answered 403 AccessDeniedException.");
  };

  it("sends a failed turn in the shape of a native bot's failure event", async () => {
    const { sent, appInstanceBotArn } = await run({ FailedEntryCount: 0 }, fail);
    expect(sent).toEqual([
      {
        Entries: [
          {
            Source: "chime-lex-bridge",
            DetailType: "Chime Messaging AppInstanceBot Lex Failure",
            Detail: expect.any(String),
          },
        ],
      },
    ]);
    expect(JSON.parse(sent[0]?.Entries[0]?.Detail ?? "")).toEqual({
      resourceArn: appInstanceBotArn,
      failureReason: "Lex answered 403 AccessDeniedException. (Service: LexRuntimeV2, Code: LEX_ACCESS_DENIED)",
      messageId: "m1",
    });
  });

  it("sends nothing for an answer, and a refused entry is told in the log", async () => {
    expect((await run({}, async () => ({ messages: [{ contentType: "PlainText", content: "Hi" }] }))).sent).toEqual([]);
    logged = [];
    await run({ FailedEntryCount: 1, Entries: [{ ErrorCode: "ThrottlingException" }] }, fail);
    expect(logged.map(([message]) => message)).toContain("onOutcome");
  });
});
