import { cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { command } from "../../captured-io.ts";

const CASE = "a-plain-text-reply-takes-the-place-of-the-question";
const CASES = fileURLToPath(new URL("../../../fixtures/cases/", import.meta.url));
const BOT = fileURLToPath(new URL("../../../fixtures/bots/bank-bot", import.meta.url));

/** The folder that was given, and beside it files that must stay as they are. */
let cwd: string;
let outside: string;
beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), "writes-"));
  [cwd, outside] = [join(root, "given"), join(root, "outside")];
  await mkdir(cwd);
  await mkdir(outside);
});

describe("check --update", () => {
  test("writes through no link, and what it leads to stays", async () => {
    await cp(join(CASES, CASE), join(cwd, CASE), { recursive: true });
    const callback = join(cwd, CASE, "4-callback.json");
    await writeFile(join(outside, "file.json"), "{}");
    await rm(callback);
    await symlink(join(outside, "file.json"), callback);
    const { code, err } = await command(["check", ".", "--update"], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining("is a link")]);
    expect(await readFile(join(outside, "file.json"), "utf8")).toBe("{}");
    expect((await lstat(callback)).isSymbolicLink()).toBe(true);
  });

  test("makes no file where a link leads nowhere", async () => {
    await cp(join(CASES, CASE), join(cwd, CASE), { recursive: true });
    const callback = join(cwd, CASE, "4-callback.json");
    await rm(callback);
    await symlink(join(outside, "new.json"), callback);
    expect((await command(["check", ".", "--update"], { cwd })).code).toBe(2);
    expect(await readdir(outside)).toEqual([]);
  });
});

describe("record", () => {
  const record = (...more: string[]) => command(["record", "talk.json", "Hello", "--bot", BOT, ...more], { cwd });

  test("leaves what is there, and records a cassette anew only when it is told to", async () => {
    expect((await record()).code).toBe(0);
    const first = await readFile(join(cwd, "talk.json"), "utf8");
    const again = await record();
    expect([again.code, again.err]).toEqual([2, expect.stringContaining("is there already")]);
    expect(await readFile(join(cwd, "talk.json"), "utf8")).toBe(first);
    expect((await record("--overwrite")).code).toBe(0);
  });

  test("never writes over what is no cassette", async () => {
    await writeFile(join(cwd, "talk.json"), '{"name": "my-project"}');
    expect((await record("--overwrite")).code).toBe(2);
    expect(await readFile(join(cwd, "talk.json"), "utf8")).toBe('{"name": "my-project"}');
  });

  test("writes through no link, wherever it leads", async () => {
    await symlink(join(outside, "new.json"), join(cwd, "talk.json"));
    expect((await record()).code).toBe(2);
    expect((await record("--overwrite")).code).toBe(2);
    expect(await readdir(outside)).toEqual([]);
  });
});

test.each(["../outside/x", "/tmp/x", "..", ".hidden", "a\\b", ""])("case from-cassette refuses --as %j", async (as) => {
  await command(["record", "talk.json", "Hello", "--bot", BOT], { cwd });
  const made = await command(["case", "from-cassette", "talk.json", "--into", "cases", "--as", as], { cwd });
  expect(made.code).toBe(2);
  expect(await readdir(outside)).toEqual([]);
  expect(await readdir(cwd)).toEqual(["talk.json"]);
});

test("a report is written over a report, and over nothing else", async () => {
  const check = () => command(["check", join(CASES, CASE), "--junit", "report.xml"], { cwd });
  expect((await check()).code).toBe(0);
  expect((await check()).code).toBe(0);
  await writeFile(join(cwd, "report.xml"), "mine");
  const { code, out } = await check();
  expect([code, out]).toEqual([2, ""]);
  expect(await readFile(join(cwd, "report.xml"), "utf8")).toBe("mine");
});
