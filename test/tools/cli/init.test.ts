import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { command } from "../../captured-io.ts";
import { type PackedProject, packProject } from "../../packed-project.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "init-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();

describe("init", () => {
  it("writes configuration, processor, a case, a script and their tests, and says what comes next", async () => {
    const { code, out } = await command(["init", "my-bot"], { cwd });
    expect(code).toBe(0);
    expect(filesIn(join(cwd, "my-bot"))).toEqual(
      expect.arrayContaining([
        "README.md",
        "bridge.json",
        "cases/a-greeting-is-answered/1-event.json",
        "cases/a-greeting-is-answered/4-callback.json",
        "package.json",
        "processor.mjs",
        "talks/a-balance-is-asked-for.yaml",
        "test/bot.test.js",
      ]),
    );
    expect(out).toContain("wrote  my-bot/bridge.json\n");
    expect(out).toMatch(/Next:\n {2}cd my-bot\n {2}npm install\n {2}npm test\n {2}npm start\n$/);
    const manifest = JSON.parse(readFileSync(join(cwd, "my-bot/package.json"), "utf8"));
    expect(manifest.dependencies).toEqual({ "chime-lex-bridge": "^1.2.3" });
  });

  it("never writes over a file, and writes what is missing beside it", async () => {
    writeFileSync(join(cwd, "package.json"), '{ "name": "mine" }');
    mkdirSync(join(cwd, "test"));
    writeFileSync(join(cwd, "test/bot.test.js"), "// mine");
    const { code, out } = await command(["init"], { cwd });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, "package.json"), "utf8")).toBe('{ "name": "mine" }');
    expect(readFileSync(join(cwd, "test/bot.test.js"), "utf8")).toBe("// mine");
    expect(existsSync(join(cwd, "bridge.json"))).toBe(true);
    expect(out).toContain("kept   package.json, which was there\n");
    expect(out).toMatch(/Next:\n {2}npm install chime-lex-bridge\n {2}npm install --save-dev vitest\n/);
    const again = JSON.parse((await command(["init", "--json"], { cwd })).out);
    expect([again.wrote, again.kept.length > 8]).toEqual([[], true]);
  });

  it("writes through no link", async () => {
    const outside = mkdtempSync(join(tmpdir(), "init-outside-"));
    symlinkSync(join(outside, "new.json"), join(cwd, "bridge.json"));
    expect((await command(["init"], { cwd })).code).toBe(0);
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  it("says which path can't be written", async () => {
    writeFileSync(join(cwd, "taken"), "");
    const { code, err } = await command(["init", "taken"], { cwd });
    expect([code, err]).toEqual([2, expect.stringMatching(/taken can't be written\. Give the path of a folder/)]);
  });
});

describe("from the packed package", () => {
  let packed: PackedProject;
  afterEach(() => packed.remove());

  it("a new folder's npm test passes: its case, its conversation, and its hook", async () => {
    packed = await packProject();
    for (const name of ["vitest", "@types/node"]) packed.link(name);
    const { PATH, HOME } = process.env;
    const run = (file: string, argv: string[], folder: string) =>
      new Promise<{ code: unknown; said: string }>((resolve) => {
        const options = { cwd: folder, env: { PATH, HOME, NO_COLOR: "1", CI: "1" } };
        execFile(file, argv, options, (failed, stdout, stderr) => {
          resolve({ code: failed ? failed.code : 0, said: stdout + stderr });
        });
      });
    const made = await run(process.execPath, [join(packed.installed, "dist/cli.js"), "init", "my-bot"], packed.folder);
    expect(made).toMatchObject({ code: 0 });
    const folder = join(packed.folder, "my-bot");
    // What npm install would do.
    symlinkSync(join(packed.folder, "node_modules"), join(folder, "node_modules"));
    mkdirSync(join(packed.folder, "node_modules/.bin"));
    symlinkSync("../vitest/vitest.mjs", join(packed.folder, "node_modules/.bin/vitest"));
    const { code, said } = await run("npm", ["test"], folder);
    expect(said).toMatch(/Tests +3 passed/);
    expect(code).toBe(0);
  }, 120_000);
});
