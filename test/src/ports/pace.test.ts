import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { createMembers } from "../../../src/gate/members.ts";
import { createLook } from "../../../src/ports/look.ts";
import { createPace, type Pace } from "../../../src/ports/pace.ts";
import { openDelivery } from "../../../src/read/delivery.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const HOUR = 3_600_000;
const NO_PACE: Pace = { wait: async () => true, takeSpare: () => true, hear: (_bearer, answer) => answer };

/** When each of so many requests, all asked for at once, was let go: milliseconds from now. */
async function timesOf(requests: { readonly bearer: string; readonly until?: number }[], perSecond: number) {
  const begun = Date.now();
  const pace = createPace(perSecond, Date.now);
  const times: (number | "refused")[] = [];
  const all = requests.map(async ({ bearer, until = HOUR }, at) => {
    times[at] = (await pace.wait(bearer, begun + until)) ? Date.now() - begun : "refused";
  });
  await vi.runAllTimersAsync();
  await Promise.all(all);
  return times;
}

describe("a bearer's rate", () => {
  it("lets a second's worth go at once, and then as many a second", async () => {
    const times = await timesOf(
      Array.from({ length: 7 }, () => ({ bearer: "bot" })),
      3,
    );
    expect(times).toEqual([0, 0, 0, 1_000, 1_000, 1_000, 2_000]);
  });

  it("is each bearer's own", async () => {
    expect(await timesOf([{ bearer: "a" }, { bearer: "b" }, { bearer: "a" }], 1)).toEqual([0, 0, 1_000]);
  });

  it("refuses what would come too late, and that takes nothing from others", async () => {
    const asked = [{ bearer: "a" }, { bearer: "a", until: 500 }, { bearer: "a" }];
    expect(await timesOf(asked, 1)).toEqual([0, "refused", 1_000]);
  });
});

describe("a bearer that others speak as too", () => {
  const throttled = () => Promise.reject(new BridgeError("SEND_THROTTLED"));
  const taken = () => Promise.resolve();

  /** How long a request waits after these answers, a moment after the last of them. */
  async function waitAfter(answers: readonly (() => Promise<void>)[], { silenceMs = 0, untilMs = HOUR } = {}) {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const pace = createPace(1_000, Date.now);
    for (const answer of answers) {
      await Promise.all([pace.wait("bot", Date.now() + HOUR), vi.runAllTimersAsync()]);
      await pace.hear("bot", answer()).catch(() => {});
    }
    vi.advanceTimersByTime(silenceMs);
    const begun = Date.now();
    await Promise.all([pace.wait("bot", begun + untilMs), vi.runAllTimersAsync()]);
    return Math.round(Date.now() - begun);
  }

  it("doubles the distance of its requests with each throttle, to fifteen seconds", async () => {
    const measured = [];
    for (const count of [0, 1, 2, 3, 20]) measured.push(await waitAfter(Array(count).fill(throttled)));
    expect(measured).toEqual([0, 500, 1_000, 2_000, 15_000]);
  });

  it("comes nearer a little with each request that is taken", async () => {
    const many = Array(20).fill(throttled);
    expect(await waitAfter([...many, taken])).toBe(8_571);
    expect(await waitAfter([...many, taken, taken])).toBe(6_000);
  });

  it("learns nothing from other failures, and forgets half a minute after the last throttle", async () => {
    expect(await waitAfter([() => Promise.reject(new BridgeError("SEND_FAILED"))])).toBe(0);
    expect(await waitAfter([throttled, throttled, throttled], { silenceMs: 30_000 })).toBe(0);
  });

  it("keeps half of the time that is left, so that distance alone makes nothing too late", async () => {
    expect(await waitAfter(Array(20).fill(throttled), { untilMs: 6_000 })).toBe(3_000);
  });
});

describe("a channel's members", () => {
  const view = (channel: string) => ({ ChannelArn: channel, ChimeBearer: "bot" });
  const delivery = openDelivery({ CallbackId: "c", ChannelMessage: { ChannelArn: "a", MessageId: "m" } }, HOUR, 0);

  it("are counted again after a minute, and each channel by itself", async () => {
    const counted: string[] = [];
    const members = createMembers(
      {
        countMembers: async ({ ChannelArn }) => {
          counted.push(ChannelArn);
          return counted.length;
        },
        now: Date.now,
      },
      createLook(NO_PACE, Date.now),
    );
    const count = (channel: string) => members(view(channel), delivery, Date.now() + 1_000);
    expect([await count("a"), await count("a"), await count("b")]).toEqual([1, 1, 2]);
    vi.advanceTimersByTime(59_000);
    expect(await count("a")).toBe(1);
    vi.advanceTimersByTime(1_001);
    expect(await count("a")).toBe(3);
    expect(counted).toEqual(["a", "b", "a"]);
  });

  it("are remembered of a thousand channels, and then of the newest", async () => {
    let counts = 0;
    const members = createMembers({ countMembers: async () => ++counts, now: Date.now }, createLook(NO_PACE, Date.now));
    for (let at = 0; at <= 1_000; at++) await members(view(`channel-${at}`), delivery, Date.now() + 1_000);
    expect(counts).toBe(1_001);
    await members(view("channel-1000"), delivery, Date.now() + 1_000);
    expect(counts).toBe(1_001);
    await members(view("channel-0"), delivery, Date.now() + 1_000);
    expect(counts).toBe(1_002);
  });
});
