import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { type PackedProject, packProject } from "./packed-project.ts";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
let packed: PackedProject;
let project: string;
let installed: string;

beforeAll(async () => {
  packed = await packProject();
  packed.link("@types");
  ({ folder: project, installed } = packed);
}, 60_000);
afterAll(() => packed.remove());

describe("the packed artefact", () => {
  it("holds what it needs and nothing of the workshop, in at most a megabyte", () => {
    expect(packed.files).toEqual(
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
    expect(packed.bytes).toBeLessThanOrEqual(1_000_000);
    expect(packed.files.filter((path) => /^(src|test|mappers|scripts|bench|\.ci)\//.test(path))).toEqual([]);
    expect(packed.files.filter((path) => path.startsWith("examples/")).length).toBeGreaterThan(0);
    expect(packed.files.filter((path) => path.startsWith("examples/react"))).toEqual([]);
    expect(packed.files.filter((path) => /^fixtures\/(refused|bots\/(?!bank-bot))/.test(path))).toEqual([]);
  });

  it("imports no library that it doesn't name, in code or types, and holds none of those that only tests load", () => {
    // Its own name stands in fixes: "Import it from …".
    const named = [manifest.name, ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })];
    const files = readdirSync(join(installed, "dist")).filter((name) => /\.js$|\.d\.ts$/.test(name));
    const imported = files.flatMap((name) => {
      const text = readFileSync(join(installed, "dist", name), "utf8");
      const found = text.matchAll(/(?:\bfrom ?|\bimport ?\(?)"((?:@[\w.-]+\/)?[\w][\w.:-]*)["/]/g);
      return [...found].map(([, library = ""]) => library);
    });
    expect(imported).toContain("zod");
    expect([...new Set(imported)].filter((one) => !named.includes(one) && !isBuiltin(one))).toEqual([]);
    const readable = ["dist/lambda/index.cjs", ...files.map((name) => `dist/${name}`)];
    expect(readable.filter((path) => /mime-db/.test(readFileSync(join(installed, path), "utf8")))).toEqual([]);
  });

  it("loads nothing that is bundled where the bridge is embedded, and Powertools alone in the handler", () => {
    const bundledFrom = (entry: string): string[] => {
      const seen = new Set<string>();
      const follow = (name: string): void => {
        if (seen.has(name)) return;
        seen.add(name);
        const text = readFileSync(join(installed, "dist", name), "utf8");
        for (const [, next = ""] of text.matchAll(/"\.\/([^"]+\.js)"/g)) follow(next);
      };
      follow(entry);
      return [...seen].filter((name) => name.startsWith("bundled-")).sort();
    };
    expect([...bundledFrom("index.js"), ...bundledFrom("mappers.js")]).toEqual([]);
    expect(bundledFrom("lambda.js").map((name) => name.replace(/-.{8}\.js$/, ""))).toEqual([
      "bundled-aws-lambda-invoke-store",
      "bundled-aws-lambda-powertools-commons",
      "bundled-aws-lambda-powertools-logger",
      "bundled-aws-lambda-powertools-metrics",
    ]);
  });

  it("has Powertools write the handler's log where a variable asks for it, and the plain lines elsewhere", async () => {
    const program = `
      import { createHandler } from "chime-lex-bridge/lambda";
      const env = { ...process.env, CHIME_LEX_BOT_ALIAS_ARN: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID" };
      createHandler({ env });`;
    const says = async (more: Record<string, string>) => {
      const { stdout, stderr } = await execute(process.execPath, ["--input-type=module", "-e", program], {
        cwd: project,
        env: { PATH: process.env["PATH"], AWS_REGION: "us-east-1", ...more },
      });
      return stdout + stderr;
    };
    const plain = await says({});
    expect(plain).toMatch(/^\{"level":"WARN","message":"claims"/m);
    // Its development mode indents: only Powertools does that.
    expect(await says({ POWERTOOLS_DEV: "true" })).toMatch(/^ {4}"message": "claims"/m);
  }, 30_000);

  it("ships the licence of everything that is bundled", () => {
    const read = (path: string) => readFileSync(join(installed, "dist", path), "utf8");
    const tools = readdirSync(join(installed, "dist")).filter((name) => name.startsWith("bundled-"));
    expect(tools.map((name) => /^bundled-(.+)-.{8}\.js$/.exec(name)?.[1]).sort()).toEqual([
      "asn1js",
      "aws-lambda-invoke-store",
      "aws-lambda-powertools-commons",
      "aws-lambda-powertools-logger",
      "aws-lambda-powertools-metrics",
      "commander",
      "csv-parse",
      "csv-stringify",
      "fflate",
      "hono",
      "hono-node-server",
      "peculiar-asn1-schema",
      "peculiar-asn1-x509",
      "picocolors",
      "ws",
      "yaml",
    ]);
    for (const name of [
      "@hono/node-server",
      "commander",
      "csv-parse",
      "csv-stringify",
      "fflate",
      "hono",
      "picocolors",
      "ws",
      "yaml",
    ]) {
      expect(read("LICENSES.txt")).toMatch(new RegExp(`^${name} [\\d.]+ \\((MIT|ISC)\\)$`, "m"));
    }
    // What the certificate of `dev --tls` is written with, and what that is made of.
    for (const name of ["@peculiar/asn1-schema", "@peculiar/asn1-x509", "@peculiar/utils", "pvtsutils", "pvutils"]) {
      expect(read("LICENSES.txt")).toMatch(new RegExp(`^${name} [\\d.]+ \\(MIT\\)$`, "m"));
    }
    expect(read("LICENSES.txt")).toMatch(/^asn1js [\d.]+ \(BSD-3-Clause\)$/m);
    expect(read("LICENSES.txt")).toMatch(/^tslib [\d.]+ \(0BSD\)$/m);
    for (const name of ["logger", "metrics", "commons"]) {
      const text = new RegExp(`^@aws-lambda-powertools/${name} [\\d.]+ \\(MIT-0\\)$`, "m");
      expect(read("LICENSES.txt")).toMatch(text);
      expect(read("lambda/index.cjs.LEGAL.txt")).toMatch(text);
    }
    expect(read("LICENSES.txt")).toMatch(/^@aws\/lambda-invoke-store [\d.]+ \(Apache-2\.0\)$/m);
    expect(read("LICENSES.txt").match(/Copyright/g)?.length).toBeGreaterThanOrEqual(6);
    expect(read("page.html.LEGAL.txt")).toMatch(/^preact [\s\S]*The MIT License/m);
    const legal = read("lambda/index.cjs.LEGAL.txt");
    for (const name of Object.keys(manifest.dependencies)) expect(legal).toMatch(new RegExp(`^${name} \\d`, "m"));
    expect(legal).toMatch(/Apache License/);
    const notice =
      "Copyright 2021 Amazon.com, Inc. or its affiliates. All Rights Reserved.\n\nPermission is hereby granted";
    expect(legal.split(" (MIT-0)\n\n")[1]?.startsWith(notice)).toBe(true);
  });

  it("can be imported by every name that it exports, and gives what the documents name", async () => {
    const program = `
      const [main, mappers, lambda, emulator] = await Promise.all([
        import("chime-lex-bridge"), import("chime-lex-bridge/mappers"),
        import("chime-lex-bridge/lambda"), import("chime-lex-bridge/emulator")]);
      const testing = await import("chime-lex-bridge/testing");
      console.log(JSON.stringify([main.createBridge, main.BridgeError, main.awsPorts, mappers.readReply, mappers.turnToReply,
        lambda.handler, lambda.createHandler, emulator.createEmulator, testing.runCases].map((one) => typeof one)));`;
    const { stdout } = await execute(process.execPath, ["--input-type=module", "-e", program], { cwd: project });
    expect(JSON.parse(stdout)).toEqual(Array.from({ length: 9 }, () => "function"));
  });

  it("has types for every export, and for the README's handler, under the strictest settings", async () => {
    writeFileSync(
      join(project, "use.ts"),
      `import { type BridgeConfig, BridgeError, createBridge, type Ports } from "chime-lex-bridge";
       import { createEmulator } from "chime-lex-bridge/emulator";
       import { createHandler } from "chime-lex-bridge/lambda";
       import { readReply, type ReadReply } from "chime-lex-bridge/mappers";
       const config: BridgeConfig = { bots: [{ lexBotAliasArn: "arn" }] };
       const ports: Partial<Ports> = { log: (_level, _message, _fields) => {} };
       export const reply: ReadReply = readReply({ Content: "x" });
       export const made: unknown[] = [createBridge(config, ports), createHandler({ env: {} }), createEmulator({ bots: [] }), BridgeError.from(1).code];
       // @ts-expect-error an unknown option is refused by its type
       createBridge({ bots: [], onFail: "error" });`,
    );
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const handler = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? expect.fail("README.md has no handler.");
    writeFileSync(join(project, "handler.ts"), handler);
    writeFileSync(
      join(project, "misspelled.ts"),
      handler
        .replace("hooks:", "// @ts-expect-error a misspelled hook is refused by its type\n hooks:")
        .replace("onMessage:", "onMesage:"),
    );
    const settings = [
      "--noEmit",
      "--strict",
      "--exactOptionalPropertyTypes",
      "--noUncheckedIndexedAccess",
      "--verbatimModuleSyntax",
      "--isolatedModules",
      ...["--declaration", "--isolatedDeclarations", "--skipLibCheck", "false"],
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--types",
      "node",
    ];
    const { stdout } = await execute(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), ...settings, "use.ts", "handler.ts", "misspelled.ts"],
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

  it("is a deployable CommonJS file, with what is rarely needed in files of their own", async () => {
    // The zip repeats the files beside it, so it stays in the checkout.
    const names = readdirSync(join(installed, "dist/lambda"));
    expect(names).toEqual([
      "index.cjs",
      "index.cjs.LEGAL.txt",
      "media-types.cjs",
      "people.cjs",
      "powertools.cjs",
      "rare.cjs",
      "schema.cjs",
      "sdk.cjs",
    ]);
    const zipped = unzipSync(readFileSync(join(root, "dist/lambda/function.zip")));
    const bytesOf = (name: string) => new Uint8Array(readFileSync(join(installed, "dist/lambda", name)));
    expect(zipped).toEqual(Object.fromEntries(names.map((name) => [name, bytesOf(name)])));
    // The map of the function's own file stands beside the folder, and no file of the folder names it.
    expect(packed.files).toContain("dist/maps/index.cjs.map");
    for (const name of names)
      expect(readFileSync(join(installed, "dist/lambda", name), "utf8")).not.toMatch(/sourceMappingURL/);
    // The SDK is two thirds of all, and is loaded from its own file alone.
    const first = readFileSync(join(installed, "dist/lambda/index.cjs"), "utf8");
    expect(first).toContain('require("./sdk.cjs")');
    expect(first).toContain('require("./powertools.cjs")');
    expect(first).toContain('require("./rare.cjs")');
    expect(first).toContain('require("./people.cjs")');
    expect(first.length).toBeLessThan(155_000);
    // One wide character makes a whole file one of two bytes each, which takes longer to read.
    const files = names.filter((name) => name.endsWith(".cjs"));
    expect(files.filter((name) => bytesOf(name).some((byte) => byte > 0x7f))).toEqual([]);
    const program = `console.log(typeof require(process.argv[1]).handler)`;
    const { stdout } = await execute(process.execPath, ["-e", program, join(installed, "dist/lambda/index.cjs")], {
      cwd: tmpdir(),
      env: { CHIME_LEX_BOT_ALIAS_ARN: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID" },
    });
    // Without credentials in the environment it says, before anything else, that it takes them from the SDK.
    const [wire = "{}", ...rest] = stdout.trim().split("\n");
    expect(JSON.parse(wire)).toMatchObject({ message: "wire", wire: { wire: "sdk" } });
    expect(rest).toEqual(["function"]);
  });
});
