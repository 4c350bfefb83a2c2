import { metadataToMark } from "../../mappers/message/metadata.ts";
import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import { BridgeError, type ErrorCode } from "../../src/errors/bridge-error.ts";
import type { Claims } from "../../src/ports/claims.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { NO_PORTS } from "../../tools/testing/no-ports.ts";

export const PORTS = ["lex", "callback", "send", "lookup", "list", "read", "write"] as const;
export type Port = (typeof PORTS)[number];

/**
 * What becomes of a call. `lost`: done, and its answer gets lost. `failed` and `throttled`: not done. `late`: done long after the
 * caller gave up. `hangs`: never done. `dies…`: the caller's process ends, before or after it was done.
 */
export const TROUBLES = ["lost", "failed", "throttled", "late", "hangs", "dies before", "dies after"] as const;
export type Trouble = (typeof TROUBLES)[number];

/** The trouble of the nth call of a port, counted over all attempts. */
export interface Fault {
  readonly port: Port;
  readonly nth: number;
  readonly trouble: Trouble;
}

const CODES: Readonly<Record<Port, Readonly<Record<"lost" | "failed" | "throttled", ErrorCode>>>> = {
  lex: { lost: "LEX_CONNECTION_LOST", failed: "LEX_INTERNAL", throttled: "LEX_THROTTLED" },
  callback: { lost: "CALLBACK_CONNECTION_LOST", failed: "CALLBACK_FAILED", throttled: "CALLBACK_THROTTLED" },
  send: { lost: "SEND_CONNECTION_LOST", failed: "SEND_FAILED", throttled: "SEND_THROTTLED" },
  lookup: { lost: "LOOKUP_UNANSWERED", failed: "LOOKUP_FAILED", throttled: "LOOKUP_THROTTLED" },
  list: { lost: "LOOKUP_UNANSWERED", failed: "LOOKUP_FAILED", throttled: "LOOKUP_THROTTLED" },
  read: { lost: "CLAIMS_UNAVAILABLE", failed: "CLAIMS_UNAVAILABLE", throttled: "CLAIMS_UNAVAILABLE" },
  write: { lost: "CLAIMS_UNAVAILABLE", failed: "CLAIMS_UNAVAILABLE", throttled: "CLAIMS_UNAVAILABLE" },
};
const LATE_MS = 3_000;
/** For how long this Chime remembers a token; that the real one does for five minutes is what the bridge relies on. */
const TOKENS_MS = 6 * 60_000;
const CHAPTER = "All work and no play. ".repeat(45);
const CHAPTERS = Array.from({ length: 5 }, (_, at) => `${at}. ${CHAPTER}`);

/** One Lex and one Chime for all attempts. Every request, and every answer, comes through at a moment of the test's choosing. */
export function replyServices(store: Claims, faults: readonly Fault[], gate: (label: string) => Promise<unknown>) {
  const seen = {
    turns: 0,
    released: [] as (string | undefined)[],
    said: [] as OutgoingMessage[],
    underWay: 0,
    late: 0,
  };
  let left = faults;
  const calls = new Map<Port, number>();
  const tokens = new Map<string, number>();

  function troubleOf(port: Port): Trouble | undefined {
    const nth = (calls.get(port) ?? 0) + 1;
    calls.set(port, nth);
    return left.find((fault) => fault.port === port && fault.nth === nth)?.trouble;
  }

  async function done<Value>(what: () => Promise<Value>): Promise<Value> {
    seen.underWay++;
    try {
      return await what();
    } finally {
      seen.underWay--;
    }
  }

  /** The ports of one attempt; once it is dead, nothing that it does comes through any more. */
  function attempt(): { ports: Ports; death: Promise<"died"> } {
    let isDead = false;
    let die = (): void => {};
    const death = new Promise<"died">((resolve) => {
      die = () => {
        isDead = true;
        resolve("died");
      };
    });
    const never = new Promise<never>(() => {});

    async function call<Value>(port: Port, what: () => Promise<Value>): Promise<Value> {
      if (isDead) return never;
      const trouble = troubleOf(port);
      await gate(`${port}${trouble ? ` ${trouble}` : ""}`);
      if (isDead || trouble === "hangs") return never;
      if (trouble === "dies before") {
        die();
        return never;
      }
      if (trouble === "failed" || trouble === "throttled") throw new BridgeError(CODES[port][trouble]);
      if (trouble === "late") {
        await new Promise((resolve) => setTimeout(resolve, LATE_MS));
        await done(what).catch(() => {});
        return never;
      }
      const ended = await done(what).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      await gate(`${port}'s answer`);
      if (trouble === "dies after") die();
      if (isDead) return never;
      if (trouble === "lost") throw new BridgeError(CODES[port].lost);
      if ("error" in ended) throw ended.error;
      return ended.value;
    }

    const ports: Ports = {
      ...NO_PORTS,
      recognizeText: () =>
        call("lex", async () => {
          seen.turns++;
          return { messages: CHAPTERS.map((content) => ({ contentType: "PlainText", content })) };
        }),
      channelFlowCallback: ({ ChannelMessage }) =>
        call("callback", async () => {
          if (seen.released.length > 0) throw new BridgeError("CALLBACK_FORBIDDEN");
          seen.released.push(ChannelMessage.Content);
        }),
      // What isn't let through yet is seen by its sender alone.
      getChannelMessage: ({ MessageId }) =>
        call("lookup", async () => {
          if (seen.released.length === 0) throw new BridgeError("LOOKUP_REFUSED");
          return { MessageId, Content: "Hello" };
        }),
      listChannelMessages: () =>
        call("list", async () => ({
          messages: seen.said.map(({ Metadata, ChimeBearer }, at) => ({
            MessageId: `s${at}`,
            Sender: { Arn: ChimeBearer },
            ...(Metadata ? { Metadata } : {}),
          })),
        })),
      sendChannelMessage: (message) =>
        call("send", async () => {
          const usedAt = tokens.get(message.ClientRequestToken) ?? Number.NEGATIVE_INFINITY;
          if (Date.now() - usedAt > TOKENS_MS) {
            tokens.set(message.ClientRequestToken, Date.now());
            seen.said.push(message);
          }
          return { MessageId: message.ClientRequestToken };
        }),
      claims: {
        isDurable: true,
        read: (...args) => call("read", () => store.read(...args)),
        write: (...args) => call("write", () => store.write(...args)),
      },
      log: () => {},
      now: Date.now,
    };
    return { ports, death };
  }

  return {
    seen,
    attempt,
    /** From now on nothing goes wrong. */
    calm: () => {
      left = [];
    },
  };
}

/** Whether these are all parts of one reply, each once and in order. */
export function isOneReply(said: readonly OutgoingMessage[]): boolean {
  const marks = said.map(({ Metadata }) => metadataToMark(Metadata));
  return (
    marks.length > 0 &&
    marks.every((mark, at) => mark?.part === at + 1 && mark.parts === said.length && mark.reply === marks[0]?.reply)
  );
}

/** What the bot has said: `chapters`, all of them and nothing else, `code` and the number of a failure, or something wrong. */
export function answerOf(said: readonly OutgoingMessage[]): string {
  const read = said.map(({ Content }) => JSON.parse(Content) as { Code?: number; Messages?: { Content: string }[] });
  if (read.length === 1 && read[0]?.Code !== undefined) return `code ${read[0].Code}`;
  const texts = read.flatMap(({ Messages = [] }) => Messages.map(({ Content }) => Content));
  return JSON.stringify(texts) === JSON.stringify(CHAPTERS) ? "chapters" : `something wrong: ${texts.length} texts`;
}
