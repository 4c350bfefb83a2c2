import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };

const execute = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
let project: string;
let installed: string;
let files: string[];

/** A project that has the packed artefact and its dependencies, as an installation lays them, without asking a registry. */
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "packed-"));
  const npm = ["pack", "--ignore-scripts", "--json", "--pack-destination", project];
  const { stdout } = await execute("npm", npm, { cwd: root });
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  files = packed.files.map(({ path }) => path);
  installed = join(project, "node_modules", "chime-lex-bridge");
  mkdirSync(installed, { recursive: true });
  await execute("tar", ["-xzf", join(project, packed.filename), "-C", installed, "--strip-components=1"]);
  for (const name of Object.keys(manifest.dependencies)) {
    const scope = name.includes("/") ? name.split("/")[0] : undefined;
    if (scope) mkdirSync(join(project, "node_modules", scope), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name));
  }
  symlinkSync(join(root, "node_modules", "@types"), join(project, "node_modules", "@types"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "a-user", type: "module" }));
}, 60_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe("the packed artefact", () => {
  it("holds what it needs and nothing of the workshop", () => {
    expect(files).toEqual(
      expect.arrayContaining([
        "README.md",
        "LICENSE",
        "dist/index.js",
        "dist/index.d.ts",
        "dist/lambda/index.cjs",
        "dist/page.html",
        "fixtures/bots/bank-bot/Manifest.json",
      ]),
    );
    expect(files.filter((path) => /^(src|test|mappers|scripts|bench|\.ci)\//.test(path))).toEqual([]);
  });

  it("can be imported by every name that it exports, and gives what the documents name", async () => {
    const program = `
      const [main, mappers, lambda, emulator] = await Promise.all([
        import("chime-lex-bridge"), import("chime-lex-bridge/mappers"),
        import("chime-lex-bridge/lambda"), import("chime-lex-bridge/emulator")]);
      console.log(JSON.stringify([main.createBridge, main.BridgeError, main.awsPorts, mappers.readReply, mappers.turnToReply,
        lambda.handler, lambda.createHandler, emulator.createEmulator].map((one) => typeof one)));`;
    const { stdout } = await execute(process.execPath, ["--input-type=module", "-e", program], { cwd: project });
    expect(JSON.parse(stdout)).toEqual(Array.from({ length: 8 }, () => "function"));
  });

  it("has types for every export, under the strictest settings", async () => {
    writeFileSync(
      join(project, "use.ts"),
      `import { type BridgeConfig, BridgeError, createBridge, type Ports } from "chime-lex-bridge";
       import { createEmulator } from "chime-lex-bridge/emulator";
       import { createHandler } from "chime-lex-bridge/lambda";
       import { readReply, type ReadReply } from "chime-lex-bridge/mappers";
       const config: BridgeConfig = { bots: [{ lexBotAliasArn: "arn" }] };
       const ports: Partial<Ports> = { log: (_level, _message, _fields) => {} };
       export const reply: ReadReply = readReply({ Content: "x" });
       export const made = [createBridge(config, ports), createHandler({ env: {} }), createEmulator({ bots: [] }), BridgeError.from(1).code];
       // @ts-expect-error an unknown option is refused by its type
       createBridge({ bots: [], onFail: "error" });`,
    );
    const settings = [
      "--noEmit",
      "--strict",
      "--exactOptionalPropertyTypes",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--types",
      "node",
    ];
    const { stdout } = await execute(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), ...settings, "use.ts"],
      { cwd: project },
    ).catch((failed: { stdout: string }) => failed);
    expect(stdout).toBe("");
  }, 60_000);

  it("runs its command", async () => {
    const { stdout } = await execute(process.execPath, [join(installed, "dist/cli.js"), "--version"]);
    expect(stdout.trim()).toBe(manifest.version);
    const sent = await execute(process.execPath, [join(installed, "dist/cli.js"), "send", "--json", "Hello"]);
    expect(JSON.parse(sent.stdout).message).toMatchObject({
      Status: { Value: "SENT" },
      ContentType: "application/amz-chime-lex-msgs",
    });
  }, 30_000);

  it("has a manifest that its readers understand", async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false });
    expect(messages).toEqual([]);
  });

  it("is one deployable CommonJS file that needs no other", async () => {
    expect(readdirSync(join(installed, "dist/lambda"))).toEqual(["function.zip", "index.cjs", "index.cjs.LEGAL.txt"]);
    const zipped = unzipSync(readFileSync(join(installed, "dist/lambda/function.zip")));
    expect(Object.keys(zipped)).toEqual(["index.cjs", "index.cjs.LEGAL.txt"]);
    expect(zipped["index.cjs"]).toEqual(new Uint8Array(readFileSync(join(installed, "dist/lambda/index.cjs"))));
    const program = `console.log(typeof require(process.argv[1]).handler)`;
    const { stdout } = await execute(process.execPath, ["-e", program, join(installed, "dist/lambda/index.cjs")], {
      cwd: tmpdir(),
      env: { CHIME_LEX_BOT_ALIAS_ARN: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID" },
    });
    expect(stdout.trim()).toBe("function");
  });
});
