import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import type { TurnResult } from "../../../../mappers/shapes/turn.ts";
import { openEmulated } from "../../../../tools/testing/conversation/emulated.ts";
import { type ConversationResult, runConversation } from "../../../../tools/testing/conversation/run.ts";
import { readConversation } from "../../../../tools/testing/conversation/script/read-script.ts";

const folder = mkdtempSync(join(tmpdir(), "turn-time-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.useRealTimers());

/** A script in which the bot takes so long, held while time passes by itself. */
async function holdSlow(delayMs: number, { head = "", config = {} } = {}): Promise<ConversationResult> {
  const path = join(folder, "slow.yaml");
  writeFileSync(path, `title: Slow\n${head}turns:\n  - user: Hello\n  - bot: { rest: any }\n`);
  const script = await readConversation(path);
  const recognizeText = () =>
    new Promise<TurnResult>((resolve) =>
      setTimeout(resolve, delayMs, { messages: [{ contentType: "PlainText", content: "Hi" }] }),
    );
  let held: ConversationResult | undefined;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  void runConversation(script, (wishes) => openEmulated({ recognizeText, config }, wishes)).then((result) => {
    held = result;
  });
  while (held === undefined) {
    // What reads files doesn't follow the clock.
    await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(10);
  }
  return held;
}

const outcomeOf = ({ turns }: ConversationResult) => turns[0]?.answer.decision?.outcome;

describe("a turn of a script", () => {
  it.each([
    ["the default", 30_000, {}, "replied"],
    ["what the run's configuration gives it", 55_000, { config: { turnTimeoutMs: 60_000 } }, "replied"],
    ["what the script's own configuration gives it", 70_000, { head: "config: { turnTimeoutMs: 80000 }\n" }, "replied"],
    ["no more than that", 400, { head: "config: { turnTimeoutMs: 300 }\n" }, "errored"],
  ])("has as long as %s", async (_name, delayMs, given, outcome) => {
    expect(outcomeOf(await holdSlow(delayMs, { config: { onFailure: "message" }, ...given }))).toBe(outcome);
  });
});
