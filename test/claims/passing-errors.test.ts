import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { markToMetadata } from "../../mappers/message/metadata.ts";
import { createBridge } from "../../src/bridge.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { readConfig } from "../../src/config/config.ts";
import { BridgeError, type ErrorCode } from "../../src/errors/bridge-error.ts";
import type { ClaimWrite } from "../../src/ports/claims.ts";
import type { CallOptions, Ports } from "../../src/ports/ports.ts";
import { NO_PORTS } from "../../tools/testing/no-ports.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";
import { APP, event } from "./sample-event.ts";

const FUNCTION_MS = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A port that fails until a time has passed, and notes when it was called, in milliseconds after the test began. */
function failingFor<Value>(ms: number, fail: (options: CallOptions) => Promise<never>, value: Value) {
  const begun = Date.now();
  const at: number[] = [];
  return {
    at,
    port: async (_asked: unknown, options: CallOptions) => {
      at.push(Date.now() - begun);
      return Date.now() - begun < ms ? fail(options) : value;
    },
  };
}
/** A port that fails for a time from its first call on. */
function failingOnceAskedFor<Value>(ms: number, fail: (options: CallOptions) => Promise<never>, value: Value) {
  let failing: ReturnType<typeof failingFor<Value>> | undefined;
  const at: number[] = [];
  const port: (asked: unknown, options: CallOptions) => Promise<Value> = (asked, options) => {
    failing ??= failingFor(ms, fail, value);
    at.push(Date.now());
    return failing.port(asked, options);
  };
  return { at, port };
}
const refusing = (code: ErrorCode, retryAfterMs?: number) => () =>
  Promise.reject(new BridgeError(code, undefined, { retryAfterMs }));
const HANGS = ({ signal }: CallOptions) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const SAYS = { messages: [{ contentType: "PlainText", content: "Hi" }] };

/** One delivery of sixty seconds, and how long it took. */
async function handle(ports: Partial<Ports>, config: object = {}) {
  const begun = Date.now();
  const bridge = createBridge(readConfig({ ...CASE_CONFIG, ...config }), {
    ...NO_PORTS,
    recognizeText: async () => SAYS,
    channelFlowCallback: async () => {},
    getChannelMessage: async ({ MessageId }) => ({ MessageId, Content: "Hello" }),
    countMembers: async () => 2,
    listChannelMessages: async () => ({ messages: [] }),
    sendChannelMessage: async () => ({ MessageId: "m2" }),
    claims: createMemoryClaims(Date.now),
    log: () => {},
    now: Date.now,
    ...ports,
  });
  let took = 0;
  const ending = bridge
    .handle(event, { deadline: begun + FUNCTION_MS })
    .then(
      ({ outcome }) => outcome,
      (error: BridgeError) => error.code,
    )
    .finally(() => {
      took = Date.now() - begun;
    });
  await vi.advanceTimersByTimeAsync(2 * FUNCTION_MS);
  return { outcome: await ending, took };
}

describe("what passes by itself is repeated while there is time", () => {
  it.each<ErrorCode>(["CALLBACK_THROTTLED", "CALLBACK_UNREACHABLE", "CALLBACK_FAILED"])(
    "a callback: %s for forty seconds, and the answer goes out",
    async (code) => {
      const { port, at } = failingFor(40_000, refusing(code), undefined);
      expect((await handle({ channelFlowCallback: port })).outcome).toMatch(/^(replied|settled)$/);
      expect(at.length).toBeLessThan(25);
    },
  );

  it("a callback that is throttled to the end is given up inside the deadline, with its code", async () => {
    const { port, at } = failingFor(10 * FUNCTION_MS, refusing("CALLBACK_THROTTLED"), undefined);
    const { outcome, took } = await handle({ channelFlowCallback: port });
    expect(outcome).toBe("CALLBACK_THROTTLED");
    expect(took).toBeLessThan(FUNCTION_MS);
    expect(at.at(-1)).toBeGreaterThan(55_000);
  });

  it.each<ErrorCode>(["SEND_THROTTLED", "SEND_UNREACHABLE", "SEND_FAILED"])(
    "a part: %s for forty seconds, and it is said",
    async (code) => {
      const { port } = failingFor(40_000, refusing(code), { MessageId: "m2" });
      expect((await handle({ sendChannelMessage: port }, { delivery: "reply" })).outcome).toBe("replied");
    },
  );

  it("a lookup that is throttled for ten seconds is made all the same, and the answer is for everyone whom the question was for", async () => {
    const { port } = failingFor(10_000, refusing("LOOKUP_THROTTLED"), { MessageId: "m1", Content: "Hello" });
    const targets: unknown[] = [];
    const sendChannelMessage: Ports["sendChannelMessage"] = async ({ Target }) => {
      targets.push(Target);
      return { MessageId: "m2" };
    };
    const { outcome } = await handle({ getChannelMessage: port, sendChannelMessage }, { delivery: "reply" });
    expect(outcome).toBe("replied");
    expect(targets).toEqual([undefined]);
  });

  it.each<ErrorCode>(["LEX_THROTTLED", "LEX_CONFLICT", "LEX_UNREACHABLE"])(
    "a turn that was refused at once: %s for ten seconds, and it is taken",
    async (code) => {
      const { port, at } = failingFor(10_000, refusing(code), SAYS);
      expect((await handle({ recognizeText: port })).outcome).toBe("replied");
      expect(at.length).toBeLessThan(25);
    },
  );

  it.each<ClaimWrite["kind"]>(["remember", "take-over", "finish", "leave"])(
    "the claim's write %s, which follows a turn: forty seconds long, and it is made",
    async (kind) => {
      const store = createMemoryClaims(Date.now);
      const { port, at } = failingOnceAskedFor(40_000, refusing("CLAIMS_UNAVAILABLE"), undefined);
      const made: ClaimWrite["kind"][] = [];
      const write: typeof store.write = async (id, write, options) => {
        if (write.kind === kind) await port(write, options);
        made.push(write.kind);
        return store.write(id, write, options);
      };
      const { signal } = new AbortController();
      const id = `${event.ChannelMessage.MessageId}:${event.CallbackId}`;
      if (kind === "take-over") await store.write(id, { kind: "claim", by: "dead", until: Date.now() }, { signal });
      // Refused as it is for who comes second, so that the attempt leaves the posters.
      const refused = kind === "leave" ? { channelFlowCallback: refusing("CALLBACK_FORBIDDEN") } : {};
      const config = kind === "finish" ? { delivery: "reply" } : {};
      await handle({ claims: { ...store, isDurable: true, write }, ...refused }, config);
      expect(made).toContain(kind);
      expect(at.length).toBeGreaterThan(6);
    },
  );
});

describe("the pauses", () => {
  const pausesOf = (at: readonly number[]) => at.slice(1).map((time, index) => time - (at[index] ?? 0));
  const callback = async (code: ErrorCode, luck: number, retryAfterMs?: number) => {
    vi.spyOn(Math, "random").mockReturnValue(luck);
    const { port, at } = failingFor(25_000, refusing(code, retryAfterMs), undefined);
    await handle({ channelFlowCallback: port });
    return pausesOf(at);
  };

  it("double up to five seconds, after a throttle from half a second on, each from its upper half", async () => {
    expect((await callback("CALLBACK_THROTTLED", 0)).slice(0, 6)).toEqual([250, 500, 1_000, 2_000, 2_500, 2_500]);
    vi.setSystemTime(0);
    expect((await callback("CALLBACK_THROTTLED", 1)).slice(0, 6)).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    vi.setSystemTime(0);
    expect((await callback("CALLBACK_UNREACHABLE", 1)).slice(0, 4)).toEqual([100, 200, 400, 800]);
  });

  it("are raised by what the service asks for, to five seconds at most, and never lowered", async () => {
    expect((await callback("CALLBACK_THROTTLED", 1, 3_000)).slice(0, 4)).toEqual([3_000, 3_000, 3_000, 4_000]);
    vi.setSystemTime(0);
    expect((await callback("CALLBACK_THROTTLED", 1, 60_000)).slice(0, 3)).toEqual([5_000, 5_000, 5_000]);
    vi.setSystemTime(0);
    expect((await callback("CALLBACK_THROTTLED", 1, 1)).slice(0, 2)).toEqual([500, 1_000]);
  });
});

/** What each call of `reply` is answered with, by its port. */
const ANSWERS = {
  channelFlowCallback: undefined,
  getChannelMessage: { MessageId: "m1", Content: "Hello" },
  countMembers: 2,
  listChannelMessages: { messages: [] },
  sendChannelMessage: { MessageId: "m2" },
};
const COUNTING = {
  delivery: "reply",
  bots: [{ ...CASE_CONFIG.bots[0], invokedBy: { standardMessages: "AUTO" } }],
};

/** A delivery whose answer was remembered by an attempt that died: its parts are listed, then sent. */
async function remembered(): Promise<Ports["claims"]> {
  const claims = { ...createMemoryClaims(Date.now), isDurable: true };
  const { signal } = new AbortController();
  const { ChannelArn, MessageId } = event.ChannelMessage;
  const part = {
    ChannelArn,
    ChimeBearer: `${APP}/bot/b`,
    Content: "{}",
    ContentType: "application/amz-chime-lex-msgs",
    Persistence: "PERSISTENT",
    ClientRequestToken: "t",
    Metadata: markToMetadata({ reply: "r", part: 1, parts: 1 }),
  } as const;
  const callback = { CallbackId: event.CallbackId, ChannelArn, ChannelMessage: { MessageId } };
  const answer = { callback, parts: [part], outcome: "replied" } as const;
  const id = `${MessageId}:${event.CallbackId}`;
  await claims.write(id, { kind: "claim", by: "dead", until: Date.now() }, { signal });
  await claims.write(id, { kind: "remember", by: "dead", answer, released: true }, { signal });
  return claims;
}
const claimsFor = async (what: keyof typeof ANSWERS) =>
  what === "listChannelMessages" ? { claims: await remembered() } : {};

it.each(Object.keys(ANSWERS) as (keyof typeof ANSWERS)[])(
  "a %s that hangs costs five seconds of sixty, and is made again",
  async (what) => {
    const { port, at } = failingOnceAskedFor(1, HANGS, ANSWERS[what]);
    const { outcome } = await handle({ ...(await claimsFor(what)), [what]: port }, COUNTING);
    expect(outcome).toBe("replied");
    expect((at[1] ?? Number.NaN) - (at[0] ?? 0)).toBeLessThan(5_500);
  },
);

it.each<[what: keyof typeof ANSWERS, code: ErrorCode]>([
  ["getChannelMessage", "LOOKUP_FAILED"],
  ["countMembers", "LOOKUP_FAILED"],
  ["listChannelMessages", "LOOKUP_FAILED"],
  ["sendChannelMessage", "SEND_UNREACHABLE"],
])("every try of a %s passes the bearer's pace, and waiting for it is none", async (what, code) => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  const { port, at } = failingOnceAskedFor(8_000, refusing(code), ANSWERS[what]);
  const config = { ...COUNTING, requestsPerSecond: 1 };
  expect((await handle({ ...(await claimsFor(what)), [what]: port }, config)).outcome).toBe("replied");
  // One request a second, though such a failure is tried again after less.
  expect(Math.min(...at.slice(1).map((time, index) => time - (at[index] ?? 0)))).toBeGreaterThanOrEqual(1_000);
  expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(8_000);
});

describe("in reply, the time for a turn begins when the message is let through", () => {
  const REPLY = { delivery: "reply", lookup: false };

  it("a release that is accepted after forty seconds leaves the bot its time, and the reply is said", async () => {
    const { port } = failingFor(40_000, refusing("CALLBACK_THROTTLED"), undefined);
    expect((await handle({ channelFlowCallback: port }, REPLY)).outcome).toBe("replied");
  });

  it("with too little left nothing is asked and the claim is given back: the next attempt asks, and says the reply", async () => {
    const claims = { ...createMemoryClaims(Date.now), isDurable: true };
    let turns = 0;
    let isThrough = false;
    const said: unknown[] = [];
    const begun = Date.now();
    const ports: Partial<Ports> = {
      claims,
      recognizeText: async () => {
        turns++;
        return SAYS;
      },
      channelFlowCallback: async () => {
        if (isThrough) throw new BridgeError("CALLBACK_FORBIDDEN");
        if (Date.now() - begun < 57_000) throw new BridgeError("CALLBACK_THROTTLED");
        isThrough = true;
      },
      sendChannelMessage: async ({ Content }) => {
        said.push(Content);
        return { MessageId: "m2" };
      },
    };
    expect((await handle(ports, REPLY)).outcome).toBe("NO_TIME_FOR_TURN");
    expect({ turns, said }).toEqual({ turns: 0, said: [] });
    expect((await handle(ports, REPLY)).outcome).toBe("replied");
    expect({ turns, said: said.length }).toEqual({ turns: 1, said: 1 });
  });
});

describe.each<ErrorCode>(["LOOKUP_FAILED", "LOOKUP_THROTTLED"])("%s for ten seconds:", (code) => {
  // Each with the time of a turn to itself: both in one delivery may take longer than that.
  it.each(["getChannelMessage", "countMembers"])("%s is made all the same", async (what) => {
    const stored = { MessageId: "m1", Content: "Hello" };
    const failing = failingOnceAskedFor(10_000, refusing(code), what === "countMembers" ? 2 : stored);
    const ports = { getChannelMessage: async () => stored, countMembers: async () => 2, [what]: failing.port };
    const { outcome } = await handle(ports, {
      delivery: "reply",
      bots: [{ ...CASE_CONFIG.bots[0], invokedBy: { standardMessages: "AUTO" } }],
    });
    expect(outcome).toBe("replied");
    // The last call came when it no longer failed: how many there were in between is the pace's, which a throttle slows down.
    const { at } = failing;
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(10_000);
  });
});

describe("credentials that are refused, and again after another answer, are signed anew both times", () => {
  /** Fails with these, one after the other. */
  const failingWith = <Value>(codes: readonly ErrorCode[], value: Value) => {
    const left = [...codes];
    return async () => {
      const code = left.shift();
      if (code) throw new BridgeError(code);
      return value;
    };
  };
  const around = (code: ErrorCode): ErrorCode[] => ["CREDENTIALS_REFUSED", code, "CREDENTIALS_REFUSED"];

  it.each<[what: string, ports: () => Partial<Ports>]>([
    ["a callback", () => ({ channelFlowCallback: failingWith(around("CALLBACK_THROTTLED"), undefined) })],
    ["a turn", () => ({ recognizeText: failingWith(around("LEX_THROTTLED"), SAYS) })],
    ["a lookup", () => ({ getChannelMessage: failingWith(around("LOOKUP_FAILED"), { MessageId: "m1" }) })],
    ["a part", () => ({ sendChannelMessage: failingWith(around("SEND_THROTTLED"), { MessageId: "m2" }) })],
    [
      "a claim",
      () => {
        const store = createMemoryClaims(Date.now);
        const pass = failingWith(around("CLAIMS_UNAVAILABLE"), undefined);
        return {
          claims: { ...store, isDurable: true, write: async (...args) => pass().then(() => store.write(...args)) },
        };
      },
    ],
  ])("%s", async (_what, ports) => {
    const targets: unknown[] = [];
    const sendChannelMessage: Ports["sendChannelMessage"] = async ({ Target }) => {
      targets.push(Target);
      return { MessageId: "m2" };
    };
    const said = ports().sendChannelMessage ? {} : { sendChannelMessage };
    expect((await handle({ ...said, ...ports() }, { delivery: "reply" })).outcome).toBe("replied");
    // A lookup that was given up would make the answer the sender's alone.
    expect(targets.every((target) => target === undefined)).toBe(true);
  });

  it("twice in a row, a callback is not", async () => {
    const channelFlowCallback = failingWith(["CREDENTIALS_REFUSED", "CREDENTIALS_REFUSED"], undefined);
    expect((await handle({ channelFlowCallback })).outcome).toBe("CREDENTIALS_REFUSED");
  });
});
