import { afterEach, describe, expect, it } from "vitest";
import { readReply } from "../../mappers/client/read-reply.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import type { BridgeConfig } from "../../src/index.ts";
import type { ClaimWrite } from "../../src/ports/claims.ts";
import { KNOWN_FAULTS } from "../../tools/emulator/channel/faults/known-faults.ts";
import type { Fault, FaultInput } from "../../tools/emulator/index.ts";
import { bridgeOnWire, type OnWire } from "./bridge-on-wire.ts";

let wire: OnWire | undefined;
afterEach(() => wire?.close());

const refusal = (status: number, name: string, times: number): Fault => ({ status, name, message: "No.", times });
const EXPIRED = (times: number) => refusal(403, "ExpiredTokenException", times);

/** Says hello under faults, of which a list is by name, until Lambda has nothing left to try. */
async function sayHello(
  faults: Partial<Record<"lex" | "callback" | "send" | "getMessage", Fault>> | readonly FaultInput[],
  config: Partial<BridgeConfig> = {},
  { isDurable = true }: { readonly isDurable?: boolean } = {},
) {
  const store = createMemoryClaims(Date.now);
  const writes: ClaimWrite["kind"][] = [];
  const claims = {
    ...store,
    isDurable,
    write: (...[id, write, options]: Parameters<typeof store.write>) => {
      writes.push(write.kind);
      return store.write(id, write, options);
    },
  };
  wire = await bridgeOnWire(config as object, { claims, emulator: { retryDelaysMs: [5, 5] } });
  const { emulator } = wire;
  if (Array.isArray(faults)) for (const fault of faults) emulator.namedFaults.add(fault);
  else Object.assign(emulator.faults, faults);
  const { MessageId } = await emulator.send({ content: "Hello" });
  await emulator.settled();
  const messages = emulator.messages();
  const delivery = emulator.deliveries().find(({ messageId }) => messageId === MessageId);
  const errors = delivery?.invocations.map(({ error }) => /[A-Z]+_[A-Z_]+/.exec(error ?? "")?.[0] ?? "none");
  const message = messages.find((one) => one.MessageId === MessageId);
  return { message, messages, delivery, errors, writes, decision: wire.decisionOf(MessageId) };
}

describe("credentials that are refused", () => {
  it("once cost nothing: the callback goes out again at once", async () => {
    const { message, errors, decision } = await sayHello({ callback: EXPIRED(1) });
    expect(message && readReply(message).kind).toBe("messages");
    expect(errors).toEqual(["none"]);
    expect(decision).toMatchObject({ outcome: "replied", retries: { callback: 1 }, warnings: [] });
  });

  it("twice fail the invocation with their own code, never as settled; the next one posts what is remembered", async () => {
    const { message, delivery, errors, writes } = await sayHello({ callback: EXPIRED(2) });
    expect(errors).toEqual(["CREDENTIALS_REFUSED", "none"]);
    expect(message && readReply(message).kind).toBe("messages");
    expect(delivery?.turns).toHaveLength(1);
    // An attempt that was turned away no longer counts as a poster.
    expect(writes).toEqual(["claim", "remember", "leave", "claim", "register"]);
  });

  it("in reply, before anything was asked, give the claim up: the next attempt takes the turn and tells nobody of a failure", async () => {
    const { messages, errors, writes } = await sayHello({ callback: EXPIRED(2) }, { delivery: "reply" });
    expect(errors).toEqual(["CREDENTIALS_REFUSED", "none"]);
    expect(messages.map((one) => readReply(one).kind)).toEqual(["none", "messages"]);
    expect(writes.slice(0, 3)).toEqual(["claim", "abandon", "claim"]);
  });

  it.each([
    ["claims in memory", {}, { isDurable: false }],
    [
      "a release that nobody claims",
      { bots: [{ invokedBy: { standardMessages: "NONE", targetedMessages: "NONE" } }] },
      {},
    ],
  ] as const)("with %s too, are never settled: the next attempt posts", async (_what, config, store) => {
    const { message, errors } = await sayHello({ callback: EXPIRED(2) }, config as object, store);
    expect(errors).toEqual(["CREDENTIALS_REFUSED", "none"]);
    expect(message?.Status.Value).toBe("SENT");
  });

  it("of a turn repeat it once, since Lex looked at nothing", async () => {
    const { message, decision } = await sayHello({ lex: EXPIRED(1) });
    expect(message && readReply(message).kind).toBe("messages");
    expect(decision).toMatchObject({ outcome: "replied", retries: { turn: 1 } });
  });

  it("of a part send it again with the same token", async () => {
    const { messages, decision } = await sayHello({ send: EXPIRED(1) }, { delivery: "reply" });
    expect(messages).toHaveLength(2);
    expect(decision).toMatchObject({ outcome: "replied", retries: { send: 1 } });
  });
});

describe("a callback that is refused for the moment", () => {
  it.each([
    [400, "ThrottlingException"],
    [408, "RequestTimeoutException"],
  ])("with %i %s keeps the bot's answer, and goes out again", async (status, name) => {
    const { message, errors, decision } = await sayHello({ callback: refusal(status, name, 2) });
    expect(message && readReply(message).kind).toBe("messages");
    expect(errors).toEqual(["none"]);
    expect(decision).toMatchObject({ outcome: "replied", retries: { callback: 2 } });
  });
});

describe("a callback that is refused for something else than what it holds", () => {
  it.each([
    [404, "NotFoundException", "CALLBACK_NOT_FOUND"],
    [418, "TeapotException", "CALLBACK_REFUSED"],
  ])("with %i %s is thrown, and no smaller one takes the answer's place", async (status, name, code) => {
    const { message, errors, delivery } = await sayHello({ callback: refusal(status, name, 1) });
    expect(errors).toEqual([code, "none"]);
    expect(delivery?.callbacks).toHaveLength(2);
    expect(message && readReply(message).kind).toBe("messages");
  });

  it("with 413 gives the message's own words back", async () => {
    const { message } = await sayHello({ callback: refusal(413, "RequestEntityTooLargeException", 1) });
    expect(message).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
  });
});

/** What the emulator's fault of this name may be set to. */
const choicesOf = (fault: string, parameter: string): readonly string[] => {
  const found = KNOWN_FAULTS.find(({ name }) => name === fault)?.parameters.find(({ name }) => name === parameter);
  return found?.kind === "choice" ? found.values : expect.fail(`${fault} has no such parameter.`);
};
const once = (name: string, operation: string, more: object = {}): FaultInput => ({
  name,
  operation,
  times: 1,
  ...more,
});

describe("every error of credentials, signature or clock", () => {
  it.each(choicesOf("credentials", "error"))(
    "%s is repeated at once, whatever was called, and people get the reply",
    async (error) => {
      const faults = ["callback", "lex", "send", "getMessage"].map((operation) =>
        once("credentials", operation, { error }),
      );
      const { messages, errors, delivery, decision } = await sayHello(faults, { delivery: "reply" });
      expect(messages.map((one) => readReply(one).kind)).toEqual(["none", "messages"]);
      expect(errors).toEqual(["none"]);
      expect(delivery?.callbacks.map(({ refused }) => refused?.name)).toEqual([error, undefined]);
      expect(decision).toMatchObject({ outcome: "replied", retries: { callback: 1, turn: 1, send: 1 }, warnings: [] });
    },
  );
});

describe("an answer that the service can't have written", () => {
  const UNREADABLE = [
    ...choicesOf("proxy-page", "status").map((status) => ["proxy-page", { status }] as const),
    ...choicesOf("unreadable", "body").map((body) => ["unreadable", { body }] as const),
  ];

  it.each(UNREADABLE)(
    "%s %o to a callback is doubtful: it goes out again, and nothing is thrown",
    async (name, more) => {
      const { message, errors, decision } = await sayHello([once(name, "callback", more)]);
      expect(message && readReply(message).kind).toBe("messages");
      expect(errors).toEqual(["none"]);
      expect(decision).toMatchObject({
        outcome: name === "unreadable" ? "settled" : "replied",
        retries: { callback: 1 },
      });
    },
  );

  it.each(UNREADABLE)("%s %o to a turn is the bot's failure, and Lex isn't asked again", async (name, more) => {
    const { message, delivery, decision } = await sayHello([once(name, "lex", more)]);
    expect(message && readReply(message)).toMatchObject({ kind: "error", input: "Hello" });
    expect(decision).toMatchObject({ outcome: "errored", error: { code: "LEX_ANSWER_UNREADABLE" } });
    expect(delivery?.turns).toHaveLength(name === "unreadable" ? 1 : 0);
  });

  it.each(UNREADABLE)("%s %o to a part or a lookup is repeated, and the reply is said once", async (name, more) => {
    const faults = [once(name, "send", more), once(name, "getMessage", more)];
    const { messages, errors, decision } = await sayHello(faults, { delivery: "reply" });
    expect(messages.map((one) => readReply(one).kind)).toEqual(["none", "messages"]);
    expect(messages[1]?.Target).toBeUndefined();
    expect(errors).toEqual(["none"]);
    expect(decision).toMatchObject({ outcome: "replied", retries: { send: 1 } });
  });
});
