import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { BridgeError } from "../src/errors/bridge-error.ts";
import { type Bridge, type BridgeConfig, createBridge, type Hooks, type Ports } from "../src/index.ts";
import { createHandler, createLog, type HandlerOptions } from "../src/lambda/handler.ts";
import { createEmulator, type Emulator, type Processor } from "../tools/emulator/index.ts";
import { CASE_CONFIG } from "../tools/testing/run-cases.ts";
import { BANK_BOT, TRAVEL_BOT } from "./wire/emulator.ts";

const page = readFileSync(new URL("../docs/embedding.md", import.meta.url), "utf8");

/** The handler in a block of the page, with the emulator's ports instead of AWS's. */
function handlerOf(label: string, emulator: Emulator): Processor {
  const code =
    new RegExp(`\`\`\`ts ${label}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? expect.fail(`No block ${label}.`);
  const body = code
    .replaceAll(/^import .*$/gm, "")
    .replace("export const handler =", "return")
    .replace("(event: ProcessorEvent, context: LambdaContext)", "(event, context)");
  const logged: unknown[] = [];
  const createLog = () => (_level: string, _message: string, fields: unknown) => logged.push(fields);
  const onBridge = (config: typeof CASE_CONFIG, functions: Partial<Ports> & Hooks) => {
    expect(functions.log, "a bridge that is embedded has a log").toBeDefined();
    return createBridge(config, { ...emulator.ports, ...functions });
  };
  const onEnvironment = (options: HandlerOptions) => {
    const env = { CHIME_LEX_BOT_ALIAS_ARN: CASE_CONFIG.bots[0]?.lexBotAliasArn ?? "", CHIME_LEX_ON_FAILURE: "deny" };
    return createHandler({ env, ports: { log: () => {}, ...emulator.ports }, ...options });
  };
  return new Function("createBridge", "createHandler", "createLog", body)(onBridge, onEnvironment, createLog);
}

let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator({ bots: [BANK_BOT] });
});

async function say(content: string) {
  const { MessageId } = await emulator.send({ content });
  await emulator.settled();
  return emulator.messages().find((message) => message.MessageId === MessageId);
}
const lastDecision = () => emulator.deliveries().at(-1)?.invocations.at(-1)?.result;
const use = (hooks: Hooks, config: object = {}) => {
  const bridge = createBridge({ ...CASE_CONFIG, ...config }, { ...emulator.ports, ...hooks });
  emulator.setProcessor((event) => bridge.handle(event, { deadline: Date.now() + 2_000 }));
};

describe("the beginning of the page", () => {
  it("is the handler with a function of one's own", async () => {
    emulator.setProcessor(handlerOf("begin", emulator));
    await say("acct balance");
    expect(emulator.deliveries().at(-1)?.turns[0]?.request.text).toBe("account balance");
    expect(page.indexOf("```ts begin")).toBeLessThan(page.indexOf("createBridge("));
  });

  it("gives a bridge the handler's log, which writes a line and the metrics of each delivery", async () => {
    const lines: string[] = [];
    const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    try {
      use({ log: createLog({}) } as Hooks);
      await say("Hello");
    } finally {
      spy.mockRestore();
    }
    const written = lines.flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
    expect(written).toContainEqual(expect.objectContaining({ message: "delivery", level: "INFO" }));
    expect(written).toContainEqual(expect.objectContaining({ Deliveries: 1, Replied: 1 }));
  });
});

describe("the moderation processor of the page", () => {
  beforeEach(() => emulator.setProcessor(handlerOf("moderation", emulator)));

  it("drops what is banned, before the bot is asked", async () => {
    expect((await say("BUY FOLLOWERS NOW!"))?.Status.Value).toBe("DENIED");
    expect(emulator.deliveries().at(-1)?.turns).toEqual([]);
    expect(lastDecision()).toMatchObject({ outcome: "denied", verdict: { kind: "deny", reason: "onMessage" } });
  });

  it("masks a card number for the bot and for everybody who reads", async () => {
    const message = await say("My balance? Card 4111 1111 1111 1111");
    expect(emulator.deliveries().at(-1)?.turns[0]?.request.text).toBe("My balance? Card [card number]");
    expect(JSON.stringify(message)).not.toContain("4111");
  });

  it("lets everything else reach the bot", async () => {
    expect((await say("Hello"))?.ContentType).toBe("application/amz-chime-lex-msgs");
  });
});

describe("the archiving processor of the page", () => {
  it("marks what the bot doesn't answer, and posts the rest as it is", async () => {
    emulator.setProcessor(handlerOf("prepare", emulator));
    expect(await say(" ")).toMatchObject({ Content: " ", Metadata: '{"archived":true}', Status: { Value: "SENT" } });
    expect((await say("Hello"))?.ContentType).toBe("application/amz-chime-lex-msgs");
  });
});

describe("a configuration that can't be read", () => {
  const wrong = { ...CASE_CONFIG, delivary: "reply" } as unknown as BridgeConfig;

  it("releases every message under onInvalidConfig release, and logs once what is wrong with it", async () => {
    const told: unknown[][] = [];
    const log = (...entry: unknown[]) => void told.push(entry);
    const bridge = createBridge(wrong, { ...emulator.ports, log, onInvalidConfig: "release" });
    emulator.setProcessor((event) => bridge.handle(event));
    expect(await say("Hello")).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
    expect(lastDecision()).toMatchObject({ outcome: "failed", error: { code: "CONFIG_INVALID" } });
    expect(told.filter(([, message]) => message === "configuration")).toEqual([
      ["error", "configuration", expect.objectContaining({ problem: expect.stringContaining("delivary") })],
    ]);
  });

  it.each([{}, { onInvalidConfig: "throw" } as const])("throws otherwise: %j", (given) => {
    expect(() => createBridge(wrong, given)).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
  });

  it("is told of onInvalidConfig itself where that is something else", () => {
    expect(() => createBridge(CASE_CONFIG, { onInvalidConfig: "ignore" as never })).toThrow(/"release" or "throw"/);
  });
});

describe("the functions of the page", () => {
  let hooks: Hooks;
  let bridge: Bridge;
  const asked: { localeId: string; sessionId: string; text: string; requestAttributes: object; sent: unknown }[] = [];
  beforeEach(async () => {
    emulator = await createEmulator({ bots: [BANK_BOT, TRAVEL_BOT] });
    const code = /```ts functions\n([\s\S]*?)```/.exec(page)?.[1] ?? expect.fail("No block functions.");
    const body = code
      .replace(/^import .*$/m, "")
      .replace("export const bridge =", "const bridge =")
      .replace(/(\w+): (string|AbortSignal)(?=[,)])/g, "$1")
      .replace("): Promise<string> {", ") {");
    const create = (config: BridgeConfig, given: Hooks) => {
      hooks = given;
      const { bots: speakers, lexBots } = emulator.world;
      const bots = config.bots.map((_bot, at) => ({
        lexBotAliasArn: lexBots[at]?.aliasArn ?? "",
        appInstanceBotArn: speakers[at]?.arn ?? "",
      }));
      const ports = emulator.ports;
      return createBridge(
        { ...config, bots: bots as unknown as BridgeConfig["bots"] },
        {
          ...ports,
          recognizeText: (request, options) => {
            const { localeId, sessionId, text, requestAttributes, sessionState } = request;
            asked.push({ localeId, sessionId, text, requestAttributes, sent: sessionState?.sessionAttributes });
            return ports.recognizeText({ ...request, localeId: "en_US" }, options);
          },
          ...given,
        },
      );
    };
    bridge = new Function("createBridge", `${body}; return bridge;`)(create);
    emulator.setProcessor((event) => bridge.handle(event));
    asked.length = 0;
  });
  const answersTo = async (content: string, as = "ana") => {
    const before = emulator.messages().length;
    await emulator.send({ content, as });
    await emulator.settled();
    return emulator.messages().slice(before + 1);
  };

  it("choose the bot, the language, the session and the attributes", async () => {
    const [answer] = await answersTo("A flight, please", "ben");
    expect(answer?.Sender.Arn).toBe(emulator.world.bots[1]?.arn);
    expect(asked).toEqual([
      {
        localeId: "de_DE",
        sessionId: expect.stringMatching(/^ben-with-/),
        text: "A flight, please",
        requestAttributes: expect.objectContaining({ source: "chat" }),
        sent: { tier: "gold" },
      },
    ]);
  });

  it("change what is asked, answer without Lex, and keep silent", async () => {
    await answersTo("acct balance");
    expect(asked[0]?.text).toBe("account balance");
    expect((await answersTo("ping"))[0]?.Content).toContain("pong");
    expect(await answersTo("shh")).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it("add to what the bot says where an intent failed", () => {
    const reply = { kind: "messages", messages: [], facts: { sessionId: "s" } } as const;
    const context = (state: string) =>
      ({ result: { sessionState: { intent: { name: "X", state } } } }) as Parameters<
        NonNullable<Hooks["afterReply"]>
      >[1];
    expect(hooks.afterReply?.(reply, context("Failed"))).toMatchObject({
      messages: [{ content: expect.stringContaining("agent") }],
    });
    expect(hooks.afterReply?.(reply, context("Fulfilled"))).toBeUndefined();
  });
});

describe("a function that throws, in each delivery", () => {
  const throws = () => {
    throw new TypeError("no");
  };
  const error = { code: "HOOK_FAILED" };
  const cases: [hook: string, delivery: "replace" | "reply", outcome: string, answers: number][] = [
    ["onMessage", "replace", "failed", 0],
    ["onMessage", "reply", "failed", 0],
    ["route", "replace", "failed", 0],
    ["route", "reply", "failed", 0],
    ...(["locale", "session", "requestAttributes", "sessionAttributes", "beforeTurn", "afterReply"] as const).flatMap(
      (hook): [string, "replace" | "reply", string, number][] => [
        [hook, "replace", "errored", 0],
        [hook, "reply", "errored", 1],
      ],
    ),
  ];
  it.each(cases)("%s in %s: %s", async (hook, delivery, outcome, answers) => {
    emulator = await createEmulator({ bots: [BANK_BOT, TRAVEL_BOT] });
    const bots = emulator.world.lexBots.map(({ aliasArn }, at) => ({
      lexBotAliasArn: aliasArn,
      appInstanceBotArn: emulator.world.bots[at]?.arn ?? "",
    }));
    use({ [hook]: throws }, { delivery, bots });
    await emulator.send({ content: "Hello" });
    await emulator.settled();
    const [first, ...others] = emulator.messages();
    const isReplaced = delivery === "replace" && outcome === "errored";
    expect(first).toMatchObject({ Content: isReplaced ? '{"Code":500}' : "Hello", Status: { Value: "SENT" } });
    expect(others.map(({ Content }) => Content)).toEqual(Array.from({ length: answers }, () => '{"Code":500}'));
    expect(emulator.deliveries()[0]?.invocations.at(-1)?.result).toMatchObject({
      outcome,
      error: { ...error, detail: `${hook} threw TypeError.` },
    });
  });
});

describe("ending a conversation and preparing, as the page says", () => {
  it("resetSession leaves nothing of the conversation", async () => {
    const code = /```ts reset\n([\s\S]*?)```/.exec(page)?.[1] ?? expect.fail("No block reset.");
    const body = code
      .replace(/^import .*$/m, "")
      .replace(/(\w+): string(?=[,)])/g, "$1")
      .replace("export const forget =", "return");
    const create = (config: BridgeConfig) => createBridge(config, emulator.ports);
    const forget: (channelArn: string, senderArn: string) => Promise<void> = new Function("createBridge", body)(create);
    use({});
    await say("What is my balance?");
    const { channelArn, users } = emulator.world;
    const [bot] = emulator.world.lexBots;
    const { sessionId = "" } = lastDecision() as { sessionId?: string };
    const key = { botId: bot?.botId ?? "", botAliasId: "TSTALIASID", localeId: "en_US", sessionId };
    const stored = () => emulator.ports.getSession(key, { signal: AbortSignal.timeout(2_000) });
    expect((await stored())?.intent?.name).toBe("CheckBalance");
    await forget(channelArn, users.ana.arn);
    expect(await stored()).toBeUndefined();
  });

  it("in reply prepare holds the release, and a denial posted in its place takes no turn", async () => {
    let prepared: Awaited<ReturnType<Bridge["prepare"]>> | undefined;
    const bridge = createBridge({ ...CASE_CONFIG, delivery: "reply" }, emulator.ports);
    emulator.setProcessor(async (event) => {
      prepared = await bridge.prepare(event);
      return prepared.post({ ...prepared.callback, DeleteResource: true });
    });
    expect((await say("Hello"))?.Status.Value).toBe("DENIED");
    expect(prepared).toMatchObject({ outcome: "released", callback: { ChannelMessage: { Content: "Hello" } } });
    expect(emulator.deliveries()[0]?.turns).toEqual([]);
    expect(emulator.messages()).toHaveLength(1);
  });
});

describe("onMessage", () => {
  it.each<[what: string, onMessage: NonNullable<Hooks["onMessage"]>, detail: RegExp]>([
    [
      "throws",
      () => {
        throw new TypeError("of the user's words");
      },
      /onMessage threw TypeError/,
    ],
    ["rejects", () => Promise.reject(new Error("no")), /onMessage threw Error/],
    ["never ends", () => new Promise(() => {}), /No answer within/],
    ["returns what is no answer", () => "drop" as never, /must return nothing/],
    ["returns an empty content", () => ({ content: "" }), /must return nothing/],
  ])(
    "that %s fails the delivery, which is released as it came, or dropped under onFailure deny",
    async (_what, onMessage, detail) => {
      use({ onMessage }, { reserveMs: 1_500 });
      expect(await say("Hello")).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
      expect(lastDecision()).toMatchObject({
        outcome: "failed",
        error: { code: "HOOK_FAILED", detail: expect.stringMatching(detail) },
      });
      use({ onMessage }, { onFailure: "deny" });
      expect((await say("Hello"))?.Status.Value).toBe("DENIED");
      expect(lastDecision()).toMatchObject({ outcome: "denied", error: { code: "HOOK_FAILED" } });
    },
  );

  it("that says release ends the delivery there, unchanged", async () => {
    use({ onMessage: () => "release" });
    expect(await say("Hello")).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
    expect(lastDecision()).toMatchObject({
      outcome: "released",
      trace: [{ step: "onMessage", pass: false, because: "the hook said release" }],
    });
  });

  it("sees the messages of bots too", async () => {
    const seen: string[] = [];
    use({
      onMessage: ({ Sender }) => {
        seen.push(Sender.Arn);
      },
    });
    await emulator.send({ content: "I am a bot", as: emulator.world.bot.arn });
    await emulator.settled();
    expect(seen).toEqual([emulator.world.bot.arn]);
  });

  it("that changed the content leaves no way back to the words that came, in content or push", async () => {
    use({ onMessage: () => ({ content: "[removed]" }) }, { emptyReply: "release" });
    emulator.faults.callback = { status: 400, name: "BadRequestException", message: "no", times: 1 };
    const message = await say("my secret");
    expect(message).toMatchObject({
      Content: "[removed]",
      PushNotification: { Body: "[removed]" },
      Status: { Value: "SENT" },
    });
    emulator.faults.callback = { status: 400, name: "BadRequestException", message: "no", times: 2 };
    expect((await say("my secret"))?.Status.Value).toBe("DENIED");
  });
});

describe("post", () => {
  const event = {
    CallbackId: "c".repeat(36),
    ChannelMessage: {
      MessageId: "m1",
      ChannelArn: "arn:aws:chime:us-east-1:1:app-instance/a/channel/b",
      Content: "Hello",
      Sender: { Arn: "arn:aws:chime:us-east-1:1:app-instance/a/user/u" },
    },
  };
  const refused = (code: "CALLBACK_REJECTED") => async () => {
    throw new BridgeError(code);
  };

  it("posts once, however often it is called", async () => {
    const sent: unknown[] = [];
    const bridge = createBridge(CASE_CONFIG, {
      recognizeText: async () => ({}),
      channelFlowCallback: async (callback) => void sent.push(callback),
    });
    const { post } = await bridge.prepare(event);
    expect(await post()).toBe(await post());
    expect(sent).toHaveLength(1);
  });

  it("keeps the delivery's own ids in a callback that other code made", async () => {
    const sent: unknown[] = [];
    const bridge = createBridge(CASE_CONFIG, {
      recognizeText: async () => ({}),
      channelFlowCallback: async (callback) => void sent.push(callback),
    });
    const { post } = await bridge.prepare(event);
    const decision = await post({
      CallbackId: "",
      ChannelArn: "x",
      DeleteResource: true,
      ChannelMessage: { MessageId: "y" },
    });
    expect(sent).toEqual([
      {
        CallbackId: event.CallbackId,
        ChannelArn: event.ChannelMessage.ChannelArn,
        DeleteResource: true,
        ChannelMessage: { MessageId: "m1" },
      },
    ]);
    expect(decision.outcome).toBe("denied");
  });

  it("never releases what was to be dropped: a refused denial is thrown", async () => {
    const bridge = createBridge(CASE_CONFIG, {
      onMessage: () => "deny",
      channelFlowCallback: refused("CALLBACK_REJECTED"),
    });
    await expect(bridge.handle(event)).rejects.toMatchObject({ code: "CALLBACK_REJECTED" });
  });
});

it("a push notification whose words onMessage changed ends at a whole character", async () => {
  const silent = { bots: [{ ...CASE_CONFIG.bots[0], invokedBy: { standardMessages: "NONE" } }] };
  use({ onMessage: () => ({ content: `${"a".repeat(149)}👩‍👩‍👧‍👦` }) }, silent);
  expect((await say("x"))?.PushNotification?.Body).toBe("a".repeat(149));
});
