import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../../tools/cli/run.ts";
import { capturedIo, command } from "../../captured-io.ts";

const CASES = ["a-plain-text-reply-takes-the-place-of-the-question", "a-control-message-is-released"] as const;
const cases = (name: string) => fileURLToPath(new URL(`../../../fixtures/cases/${name}`, import.meta.url));
const BOT = fileURLToPath(new URL("../../../fixtures/bots/bank-bot", import.meta.url));
const script = (title: string, answer: string) =>
  `title: ${title}\nturns:\n  - user: What is my balance?\n  - bot: ${answer}\n  - bot: { card: Your accounts }\n`;

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "runs-"));
  for (const name of CASES) cpSync(cases(name), join(cwd, "cases", name), { recursive: true });
  writeFileSync(join(cwd, "good.yaml"), script("A balance is asked for", "For which account?"));
  writeFileSync(join(cwd, "bad.yaml"), script("Another thing is said", "Which account?"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

describe("-t", () => {
  it("runs the cases whose name holds the text, in any case, hyphens as spaces", async () => {
    const { code, out } = await command(["check", "cases", "-t", "Control message"], { cwd });
    expect([code, out]).toEqual([0, "1 passed, 0 failed\n"]);
  });

  it("runs the conversations whose title or file holds the text", async () => {
    for (const [text, code] of [
      ["balance IS asked", 0],
      ["good.yaml", 0],
      ["another", 1],
    ] as const) {
      const told = await command(["talk", ".", "--bot", BOT, "-t", text], { cwd });
      expect([text, told.code]).toEqual([text, code]);
      expect(told.out).toMatch(code === 0 ? /^1 passed, 0 failed$/m : /^0 passed, 1 failed$/m);
    }
  });

  it.each([
    ["check", "cases"],
    ["talk", ".", "--bot", BOT],
  ])("is wrong use where no name of %s holds the text", async (...argv) => {
    const { code, err } = await command([...argv, "-t", "elephant"], { cwd });
    expect([code, err]).toEqual([2, expect.stringMatching(/No (case|conversation) has "elephant" in its name/)]);
  });
});

describe("--timings", () => {
  it("shows each with its milliseconds, the slowest first", async () => {
    for (const argv of [
      ["check", "cases"],
      ["talk", ".", "--bot", BOT],
    ]) {
      const { out } = await command([...argv, "--timings"], { cwd });
      const times = [...out.matchAll(/^ +([\d,]+) ms {2}\S/gm)].map(([, ms = ""]) => Number(ms.replace(",", "")));
      expect(times).toHaveLength(2);
      expect(times).toEqual(times.toSorted((one, other) => other - one));
    }
  });
});

describe("--watch", () => {
  /** A command that runs until `end`, and what it printed, told after each run. */
  function watched(...argv: string[]) {
    let end = () => {};
    let told = () => {};
    const printed = { out: "", err: "" };
    const io = capturedIo(printed, { cwd, ended: () => new Promise<void>((resolve) => (end = resolve)) });
    const err = (text: string) => {
      printed.err += text;
      if (text.startsWith("Waiting for a change")) told();
    };
    const nextRun = () => new Promise<void>((resolve) => (told = resolve));
    const first = nextRun();
    const code = run([...argv, "--watch"], { ...io, err });
    return { printed, first, nextRun, code, end: () => end() };
  }

  it("runs the cases again when one changes, goes on after one that can't be read, and ends with the last code", async () => {
    const { printed, first, nextRun, code, end } = watched("check", "cases");
    await first;
    expect(printed.out).toBe("2 passed, 0 failed\n");
    const about = join(cwd, "cases", CASES[0], "case.json");
    const before = readFileSync(about, "utf8");
    const second = nextRun();
    writeFileSync(about, before.replace('"replied"', '"denied"'));
    await second;
    expect(printed.out).toContain("1 passed, 1 failed\n");
    const third = nextRun();
    writeFileSync(about, "{");
    await third;
    expect(printed.err).toContain("holds no JSON");
    const fourth = nextRun();
    writeFileSync(about, before);
    await fourth;
    expect(printed.out).toMatch(/2 passed, 0 failed\n$/);
    end();
    expect(await code).toBe(0);
  }, 120_000);

  it("runs conversations again when a script changes, also where there was none", async () => {
    rmSync(join(cwd, "good.yaml"));
    const { printed, first, nextRun, code, end } = watched("talk", "good.yaml", "--bot", BOT);
    await first;
    expect(printed.err).toContain("There is no file or folder");
    const second = nextRun();
    writeFileSync(join(cwd, "good.yaml"), script("A balance is asked for", "For which account?"));
    await second;
    expect(printed.out).toContain("1 passed, 0 failed");
    end();
    expect(await code).toBe(0);
  }, 120_000);
});
