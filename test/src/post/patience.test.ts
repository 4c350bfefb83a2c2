import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createBridge } from "../../../src/bridge.ts";
import { createMemoryClaims } from "../../../src/claims/memory.ts";
import { readConfig } from "../../../src/config/config.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { Claims } from "../../../src/ports/claims.ts";
import { NO_PORTS } from "../../../tools/testing/no-ports.ts";
import { CASE_CONFIG } from "../../../tools/testing/run-cases.ts";
import { event } from "../../claims/sample-event.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function handle(claims: Claims, refusal?: BridgeError) {
  const posted: (string | undefined)[] = [];
  const turns: string[] = [];
  const bridge = createBridge(readConfig(CASE_CONFIG), {
    ...NO_PORTS,
    recognizeText: async ({ text }) => {
      turns.push(text);
      return { messages: [{ contentType: "PlainText", content: "Hi" }] };
    },
    channelFlowCallback: async ({ ChannelMessage }) => {
      if (refusal) throw refusal;
      posted.push(ChannelMessage.Content);
    },
    claims,
    log: () => {},
    now: Date.now,
  });
  const ending = bridge.handle(event, { deadline: Date.now() + 60_000 }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(120_000);
  return { ended: await ending, posted, turns };
}

it.each<[what: string, claims: Pick<Claims, "read" | "write">]>([
  ["refuses to claim what it doesn't hold", { read: async () => undefined, write: async () => "refused" }],
  [
    "shows an answer that nobody may register for",
    {
      read: async () => ({
        state: "remembered",
        by: "somebody",
        since: 1,
        answer: {
          callback: { CallbackId: "c", ChannelArn: "a", ChannelMessage: { MessageId: "m" } },
          outcome: "released",
        },
        posters: [],
        released: false,
      }),
      write: async () => "refused",
    },
  ],
])(
  "a store that %s is given up after some fifty steps, with pauses, and nothing is left pending",
  async (_what, odd) => {
    const times: number[] = [];
    const read: Claims["read"] = (...args) => {
      times.push(Date.now());
      return odd.read(...args);
    };
    const begun = Date.now();
    const { ended, posted, turns } = await handle({ isDurable: true, read, write: odd.write });
    expect(posted).toHaveLength(1);
    expect(turns).toEqual([]);
    expect(ended).toMatchObject({ warnings: expect.arrayContaining([expect.stringMatching(/^claims-contradict/)]) });
    expect(times.length).toBeLessThan(30);
    // It goes round with pauses, so that it costs no CPU.
    expect(new Set(times).size).toBeGreaterThan(15);
    expect((times.at(-1) ?? 0) - begun).toBeLessThan(40_000);
  },
);

it("a 403 after the store failed for us proves no missing permission: others may have posted unseen", async () => {
  const store = createMemoryClaims(Date.now);
  let failures = 100;
  // The claim's write goes through; what follows the turn fails while the bridge waits for it, and works when it leaves.
  const write: Claims["write"] = async (id, one, options) => {
    if (one.kind === "register" && failures-- > 0) throw new BridgeError("CLAIMS_UNAVAILABLE");
    return store.write(id, one, options);
  };
  const { signal } = new AbortController();
  const answer = {
    callback: { CallbackId: "c", ChannelArn: "a", ChannelMessage: { MessageId: "m1", Content: "Hi" } },
    outcome: "replied",
  } as const;
  const id = `m1:${event.CallbackId}`;
  await store.write(id, { kind: "claim", by: "before", until: Date.now() + 1_000 }, { signal });
  await store.write(id, { kind: "remember", by: "before", answer, released: false }, { signal });
  await store.write(id, { kind: "leave", by: "before" }, { signal });
  const durable = { ...store, isDurable: true, write };
  failures = 8;
  const { ended } = await handle(durable, new BridgeError("CALLBACK_FORBIDDEN"));
  expect(ended).toMatchObject({ outcome: "settled" });
  failures = 0;
  expect((await handle(durable, new BridgeError("CALLBACK_FORBIDDEN"))).ended).toMatchObject({
    code: "CALLBACK_NOT_GRANTED",
  });
});
