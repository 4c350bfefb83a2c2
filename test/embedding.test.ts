import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { createEmulator, type Emulator, type Processor } from "../src/emulator/index.ts";
import { BridgeError } from "../src/errors.ts";
import { createBridge, type Hooks } from "../src/index.ts";
import { CASE_CONFIG } from "../src/testing/run-cases.ts";
import { BANK_BOT } from "./wire/emulator.ts";

const page = readFileSync(new URL("../docs/embedding.md", import.meta.url), "utf8");

/** The handler of a block of the page, with the emulator's ports in the place of AWS's. */
function handlerOf(label: string, emulator: Emulator): Processor {
  const code =
    new RegExp(`\`\`\`ts ${label}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? expect.fail(`No block ${label}.`);
  const body = code.replace(/^import .*$/m, "").replace("export const handler =", "return");
  const create = (config: typeof CASE_CONFIG, hooks: Hooks = {}) =>
    createBridge(config, { ...emulator.ports, ...hooks });
  return new Function("createBridge", body)(create);
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
