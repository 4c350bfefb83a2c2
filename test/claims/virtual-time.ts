import { afterEach, beforeEach, vi } from "vitest";

/** Time passes only where a test lets it, and pauses are drawn the same in every run. */
export function useVirtualTime(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    let drawn = 1;
    vi.spyOn(Math, "random").mockImplementation(() => {
      drawn = (drawn * 48_271) % 2_147_483_647;
      return drawn / 2_147_483_647;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });
}

export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
