import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { command } from "../../captured-io.ts";

const fixture = (path: string) => fileURLToPath(new URL(`../../../fixtures/${path}`, import.meta.url));
const BOT = fixture("bots/bank-bot");
const SCRIPT = "title: Hello\nbot: bank-bot\nturns:\n  - user: Hello\n  - bot: { pattern: BankBot }\n";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "paths-"));
  await writeFile(join(cwd, "file"), "");
  await cp(BOT, join(cwd, "bank-bot"), { recursive: true });
  await writeFile(join(cwd, "hello.yaml"), SCRIPT);
});

describe("a path that is of the wrong kind is told with what to give instead", () => {
  it.each<[argv: string[], told: RegExp]>([
    [["check", "file"], /^CASE_UNREADABLE: .*file is a file\. Give the path of a case folder/],
    [
      ["case", "from-cassette", "bank-bot", "--into", "cases"],
      /^CASSETTE_UNREADABLE: .*bank-bot is a folder, and no cassette/,
    ],
    [
      ["record", "file/talk.json", "Hello", "--bot", "bank-bot"],
      /USAGE: .*talk\.json can't be written: \w+\. Give a path in a folder/,
    ],
    [
      ["talk", "export", "hello.yaml", "--to", "file/set.csv"],
      /^USAGE: .*set\.csv can't be written: \w+\. Give a path in a folder/,
    ],
    [
      ["talk", "hello.yaml", "--junit", "file/report.xml"],
      /USAGE: .*report\.xml can't be written: \w+\. Give --junit a path/,
    ],
    [
      ["load", "--script", "hello.yaml", "--messages", "1", "--plot", "file/load.svg"],
      /USAGE: .*load\.svg can't be written: \w+\. Give --plot a path/,
    ],
    [
      ["dev", "--port", "0", "--host", "192.0.2.1"],
      /^USAGE: 192\.0\.2\.1 is no address of this machine\. Pass one of its own/,
    ],
  ])("%j", async (argv, told) => {
    const { code, err } = await command(argv, { cwd });
    expect(err).toMatch(told);
    expect(code).toBe(2);
  });
});

it("replay takes a folder of cassettes, and names each as it lies there", async () => {
  for (const name of ["one", "two"]) {
    const { code } = await command(["record", `talks/${name}.json`, "Hello", "--bot", "bank-bot"], { cwd });
    expect(code).toBe(0);
  }
  const { code, out } = await command(["replay", "talks", "--json"], { cwd });
  expect([code, JSON.parse(out)]).toMatchObject([0, { passed: 2, failed: 0 }]);
  expect(JSON.parse(out).cassettes.map(({ path }: { path: string }) => path)).toEqual([
    "talks/one.json",
    "talks/two.json",
  ]);
  const empty = await command(["replay", "bank-bot/none"], { cwd });
  expect([empty.code, empty.err]).toEqual([2, expect.stringContaining("There is no cassette")]);
});
