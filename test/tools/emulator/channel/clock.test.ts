import { expect, test, vi } from "vitest";
import { createClock } from "../../../../tools/emulator/channel/world/clock.ts";
import { createEmulator } from "../../../../tools/emulator/index.ts";

const { signal } = new AbortController();

test("what waits counts the time that the clock was moved on by, and the rest passes by itself", async () => {
  vi.useFakeTimers();
  try {
    const clock = createClock(Date.now, () => {});
    let isOver = false;
    void clock.sleep(10_000, signal).then(() => {
      isOver = true;
    });
    clock.advance(9_000);
    await vi.advanceTimersByTimeAsync(999);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test("what waits for longer than a timer can does wait, also where the given time stands still", async () => {
  vi.useFakeTimers();
  try {
    const clock = createClock(
      () => 0,
      () => {},
    );
    let isOver = false;
    void clock.sleep(2 ** 31 + 1_000, signal).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(2 ** 31);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(isOver).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test.each([0.5, 1e300, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])("%d can't break the clock", async (ms) => {
  const emulator = await createEmulator({ bots: [] });
  expect(() => emulator.clock.advance(ms)).toThrow(/USAGE|clock/);
  await emulator.send({ content: "Hello" });
  expect(Date.parse(emulator.messages()[0]?.CreatedTimestamp ?? "")).toBeGreaterThan(0);
});

test("the clock goes to the end of the year 9999 and no further, step by step as at once", async () => {
  const emulator = await createEmulator({ bots: [], now: () => Date.UTC(9999, 11, 31) });
  emulator.clock.advance(86_399_999);
  expect(() => emulator.clock.advance(1)).toThrow(/year 9999/);
  await emulator.send({ content: "Hello" });
  expect(emulator.messages()[0]?.CreatedTimestamp).toBe("9999-12-31T23:59:59.999Z");
});
