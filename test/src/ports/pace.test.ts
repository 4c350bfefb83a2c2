import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMembers } from "../../../src/gate/members.ts";
import { createLook } from "../../../src/ports/look.ts";
import { createPace } from "../../../src/ports/pace.ts";
import { openDelivery } from "../../../src/read/delivery.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const HOUR = 3_600_000;

/** When each of so many requests, all asked for at once, was let go: milliseconds from now. */
async function timesOf(requests: { readonly bearer: string; readonly until?: number }[], perSecond: number) {
  const begun = Date.now();
  const pace = createPace(perSecond, Date.now);
  const times: (number | "refused")[] = [];
  const all = requests.map(async ({ bearer, until = HOUR }, at) => {
    times[at] = (await pace(bearer, begun + until)) ? Date.now() - begun : "refused";
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
      createLook(async () => true, Date.now),
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
    const members = createMembers(
      { countMembers: async () => ++counts, now: Date.now },
      createLook(async () => true, Date.now),
    );
    for (let at = 0; at <= 1_000; at++) await members(view(`channel-${at}`), delivery, Date.now() + 1_000);
    expect(counts).toBe(1_001);
    await members(view("channel-1000"), delivery, Date.now() + 1_000);
    expect(counts).toBe(1_001);
    await members(view("channel-0"), delivery, Date.now() + 1_000);
    expect(counts).toBe(1_002);
  });
});
