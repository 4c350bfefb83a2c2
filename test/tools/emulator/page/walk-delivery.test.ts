import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EmulatedDelivery } from "../../../../tools/emulator/delivery.ts";
import { outcomeOf, silentBecause, walkDelivery } from "../../../../tools/emulator/page/reading/walk-delivery.ts";

const EVENT = {
  EventType: "CHANNEL_MESSAGE_EVENT",
  CallbackId: "c",
  ChannelMessage: { MessageId: "m", Content: "hi", Sender: { Arn: "arn:x/user/ana", Name: "Ana" } },
};
const delivery = (more: Partial<EmulatedDelivery>) =>
  ({
    messageId: "m",
    callbackId: "c",
    at: 0,
    event: EVENT,
    invocations: [],
    turns: [],
    callbacks: [],
    ...more,
  }) as unknown as EmulatedDelivery;

describe("the walk of a delivery", () => {
  it("bears whatever a processor returns", () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.dictionary(
          fc.constantFrom("trace", "verdict", "timings", "losses", "sent", "error", "warnings", "sizes", "retries"),
          fc.anything(),
        ),
        (result, members) => {
          for (const one of [result, { outcome: "replied", trace: [], ...members }]) {
            const walked = walkDelivery(delivery({ invocations: [{ at: 0, ms: 1, result: one }] }), []);
            expect(walked.map(({ id }) => id)).toEqual(expect.arrayContaining(["event", "verdict", "callback"]));
            expect(walked.every(({ summary }) => typeof summary === "string")).toBe(true);
          }
        },
      ),
    );
  });

  it("waits for one stage alone while nothing is over", () => {
    const waiting = walkDelivery(delivery({}), []).filter(({ state }) => state === "waiting");
    expect(waiting.map(({ id }) => id)).toEqual(["verdict"]);
  });

  it("says of a reply that is only partly sent how much of it is there", () => {
    const result = { outcome: "failed", trace: [], sent: { parts: 1, of: 3 } };
    const walked = walkDelivery(delivery({ invocations: [{ at: 0, ms: 1, result }] }), []);
    expect(walked.at(-1)).toMatchObject({ id: "sent", state: "bad", summary: "1 of 3 parts" });
  });

  it("keeps the outcome of the delivery that ended it, whatever a later one found", () => {
    const invocations = ["replied", "settled", "yielded"].map((outcome) => ({
      at: 0,
      ms: 1,
      result: { outcome, trace: [] },
    }));
    expect(outcomeOf(delivery({ invocations }))).toBe("replied");
  });

  it("shows a turn without a word as silent, with the reason that the bot gives", () => {
    const released = { outcome: "released", trace: [], verdict: { kind: "turn" } };
    const silence = "Order calls the bot's function, and there is none here.";
    const silent = delivery({
      invocations: [{ at: 0, ms: 1, result: released }],
      turns: [{ at: 0, ms: 1, request: { text: "hi" }, result: {}, silence }] as unknown as EmulatedDelivery["turns"],
    });
    const walked = walkDelivery(silent, []);
    expect(walked.find(({ id }) => id === "turn-result")).toMatchObject({ state: "silent", summary: "0 messages" });
    expect(walked.find(({ id }) => id === "reply")).toMatchObject({ state: "silent", summary: silence });
    expect(silentBecause(silent)).toBe(silence);
  });

  it("says of a message that was let through without a turn which step let it", () => {
    const result = { outcome: "released", trace: [], verdict: { kind: "release", reason: "invokedBy" } };
    const passed = delivery({ invocations: [{ at: 0, ms: 1, result }] });
    expect(silentBecause(passed)).toBe("let through: invokedBy");
    expect(walkDelivery(passed, []).some(({ state }) => state === "silent")).toBe(false);
  });
});
