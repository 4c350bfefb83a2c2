import { describe, expect, it, vi } from "vitest";
import { createBridge } from "../../src/bridge.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { readConfig } from "../../src/config/config.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { NO_PORTS } from "../../tools/testing/no-ports.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";
import { event } from "../claims/sample-event.ts";

const handle = (ports: Pick<Ports, "recognizeText" | "channelFlowCallback">, given: object = event) =>
  createBridge(readConfig(CASE_CONFIG), {
    ...NO_PORTS,
    ...ports,
    claims: createMemoryClaims(Date.now),
    log: () => {},
    now: Date.now,
  }).handle(given);

it("a callback port that throws an error of its own is called again, and a refusal after it counts as settled", async () => {
  const posted: (string | undefined)[] = [];
  const channelFlowCallback = vi.fn(async ({ ChannelMessage }: Parameters<Ports["channelFlowCallback"]>[0]) => {
    posted.push(ChannelMessage.Content);
    if (posted.length === 1) throw new Error("A proxy's socket.");
  });
  const recognizeText = async () => ({ messages: [{ contentType: "PlainText", content: "Hi" }] });
  const decision = await handle({ recognizeText, channelFlowCallback });
  expect(decision).toMatchObject({ outcome: "replied", retries: { callback: 1 } });
  expect(posted[1]).toBe(posted[0]);
});

it("a port in JavaScript may answer without a promise: it is called once, and what it says goes out", async () => {
  const posted: unknown[] = [];
  const channelFlowCallback = vi.fn((callback: unknown) => void posted.push(callback));
  const recognizeText = vi.fn(() => ({ messages: [{ contentType: "PlainText", content: "Hi" }] }));
  const decision = await handle({ recognizeText, channelFlowCallback } as unknown as Ports);
  expect(decision).toMatchObject({ outcome: "replied", retries: { turn: 0, callback: 0 } });
  expect(recognizeText).toHaveBeenCalledTimes(1);
  expect(posted).toHaveLength(1);
});

it("a Lex port that throws an error of its own may have taken the turn, and isn't called again", async () => {
  const recognizeText = vi.fn(() => Promise.reject(new Error("A proxy's socket.")));
  const decision = await handle({ recognizeText, channelFlowCallback: async () => {} });
  expect(recognizeText).toHaveBeenCalledTimes(1);
  expect(decision).toMatchObject({ outcome: "errored", error: { code: "INTERNAL" } });
});

describe("a shared conversation that waits for its asker", () => {
  const asking = async (returned: Record<string, string> | undefined, type = "ElicitSlot", sharedSlot = "asker") => {
    const bridge = createBridge(readConfig({ ...CASE_CONFIG, session: "channel", sharedSlot } as typeof CASE_CONFIG), {
      ...NO_PORTS,
      getSession: async () => undefined,
      recognizeText: async ({ sessionState }) => ({
        messages: [{ contentType: "PlainText", content: "Which account?" }],
        sessionState: { dialogAction: { type }, sessionAttributes: returned ?? sessionState?.sessionAttributes ?? {} },
      }),
      channelFlowCallback: async () => {},
      claims: createMemoryClaims(Date.now),
      log: () => {},
      now: Date.now,
    });
    return (await bridge.handle(event)).warnings;
  };

  it("warns where the bot's function answered session attributes of its own, for then anyone may answer", async () => {
    expect(await asking({ mood: "fine" })).toEqual([expect.stringMatching(/^asker-lost: .*CHIME\.LEX\.asker/)]);
    expect(await asking({}, "ConfirmIntent")).toHaveLength(1);
  });

  it("says nothing where the asker is still known, where the bot waits for nothing, or where anyone may answer", async () => {
    expect(await asking(undefined)).toEqual([]);
    expect(await asking({}, "Close")).toEqual([]);
    expect(await asking({}, "ElicitSlot", "anyone")).toEqual([]);
  });
});

describe("a deadline that is no instant is ignored, with a warning, and the default counts", () => {
  const decide = (deadline: unknown) =>
    createBridge(readConfig(CASE_CONFIG), {
      ...NO_PORTS,
      recognizeText: async () => ({ messages: [{ contentType: "PlainText", content: "Hi" }] }),
      channelFlowCallback: async () => {},
      claims: createMemoryClaims(Date.now),
      log: () => {},
      now: Date.now,
    }).handle(event, { deadline: deadline as number });

  it.each<[what: string, deadline: unknown]>([
    ["a length", 30_000],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["a text", new Date(Date.now() + 30_000).toISOString()],
    ["25 days from now", Date.now() + 25 * 86_400_000],
    ["microseconds", (Date.now() + 30_000) * 1_000],
  ])("%s", async (_what, deadline) => {
    const { outcome, warnings, timings } = await decide(deadline);
    expect({ outcome, warnings }).toEqual({
      outcome: "replied",
      warnings: [expect.stringMatching(/^deadline-ignored: /)],
    });
    expect(timings.left).toBeGreaterThan(30_000);
    expect(timings.left).toBeLessThanOrEqual(37_000);
  });

  it.each([
    ["soon", 20_000],
    ["in 23 days", 23 * 86_400_000],
  ])("one %s is heeded", async (_what, ms) => {
    const { warnings, timings } = await decide(Date.now() + ms);
    expect(warnings).toEqual([]);
    expect(Math.abs((timings.left ?? 0) - ms)).toBeLessThan(5_000);
  });
});

it("one bad message of Lex's beside a good one, and odd members of the event, cost themselves and are told in the record", async () => {
  const posted: (string | undefined)[] = [];
  const channelFlowCallback = async ({ ChannelMessage }: Parameters<Ports["channelFlowCallback"]>[0]) => {
    posted.push(ChannelMessage.Content);
  };
  const recognizeText = async () => ({ messages: [null as never, { contentType: "PlainText", content: "Hi" }] });
  const odd = { ...event, ChannelMessage: { ...event.ChannelMessage, PushNotification: "loud", Persistence: 7 } };
  const decision = await handle({ recognizeText, channelFlowCallback }, odd);
  expect(posted).toEqual(['{"Messages":[{"Content":"Hi","ContentType":"PlainText"}]}']);
  expect(decision).toMatchObject({
    outcome: "replied",
    losses: [{ kind: "message", message: 0, after: 0 }],
    warnings: ["odd-members: of another type in ChannelMessage: Persistence, PushNotification"],
  });
});
