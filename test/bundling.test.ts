import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createEmulator, type Emulator, type LoadedProcessor, loadProcessor } from "../tools/emulator/index.ts";
import { type PackedProject, packProject } from "./packed-project.ts";
import { BANK_BOT } from "./wire/emulator.ts";

const pages = Object.fromEntries(
  ["bundling", "migrating"].map((name) => [name, readFileSync(new URL(`../docs/${name}.md`, import.meta.url), "utf8")]),
);

/** A block of a page by its label, such as `ts processor.ts`. */
function blockOf(page: "bundling" | "migrating", label: string): string {
  const [, code] = new RegExp(`\`\`\`${label}\\n([\\s\\S]*?)\`\`\``).exec(pages[page] ?? "") ?? [];
  return code ?? expect.fail(`docs/${page}.md has no block ${label}.`);
}

let packed: PackedProject;
beforeAll(async () => {
  packed = await packProject();
  packed.link("esbuild");
  for (const name of ["build-cjs.mjs", "build-esm.mjs"]) {
    writeFileSync(join(packed.folder, name), blockOf("bundling", `js ${name}`));
  }
  writeFileSync(join(packed.folder, "processor.ts"), blockOf("bundling", "ts processor.ts"));
}, 120_000);
afterAll(() => packed.remove());

let emulator: Emulator;
let loaded: LoadedProcessor | undefined;
afterEach(async () => {
  emulator?.reset();
  await loaded?.close();
  await emulator?.close();
});

/** The emulator with a module as its processor, in a process of its own. */
async function standUp(file: string): Promise<void> {
  emulator = await createEmulator({ bots: [BANK_BOT], retryDelaysMs: [] });
  const { url } = await emulator.listen();
  const env = {
    PATH: process.env["PATH"],
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIASTANDIN",
    AWS_SECRET_ACCESS_KEY: "stand-in",
    AWS_ENDPOINT_URL_LEX_RUNTIME_V2: url,
    AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url,
    CHIME_LEX_BOT_ALIAS_ARN: emulator.world.lexBots[0]?.aliasArn,
  };
  loaded = await loadProcessor(file, env, { execPath: process.execPath, onOutput: () => {} });
  emulator.setProcessor(loaded.processor);
}

/** What became of a message, when its invocation has ended. */
async function say(content: string, as?: string) {
  const { MessageId } = await emulator.send({ content, ...(as === undefined ? {} : { as }) });
  const ended = () => deliveryOf(MessageId)?.invocations[0]?.ms;
  await expect.poll(ended, { timeout: 15_000 }).toBeDefined();
  return emulator.messages().find((message) => message.MessageId === MessageId);
}

function deliveryOf(messageId: string) {
  return emulator.deliveries().find((delivery) => delivery.messageId === messageId);
}

describe("docs/bundling.md", () => {
  const builds = { cjs: "build-cjs.mjs", mjs: "build-esm.mjs" } as const;
  const run = (script: string) => promisify(execFile)(process.execPath, [script], { cwd: packed.folder });

  it.each(["cjs", "mjs"] as const)(
    "its bundle index.%s, alone in a folder, answers and drops what is banned",
    async (end) => {
      await run(builds[end]);
      const alone = mkdtempSync(join(tmpdir(), "bundle-"));
      const file = join(alone, `index.${end}`);
      copyFileSync(join(packed.folder, "dist", `index.${end}`), file);
      expect(statSync(file).size).toBeLessThan(2_500_000);
      await standUp(file);
      expect(await say("Hello")).toMatchObject({ ContentType: "application/amz-chime-lex-msgs" });
      expect(await say("Hello, buy followers")).toMatchObject({ Status: { Value: "DENIED" } });
      rmSync(alone, { recursive: true });
    },
    120_000,
  );

  it("its module without the banner has no require", async () => {
    const script = blockOf("bundling", "js build-esm.mjs")
      .replace(/^ *banner:.*\n/m, "")
      .replace("index.mjs", "bare.mjs");
    writeFileSync(join(packed.folder, "build-bare.mjs"), script);
    await run("build-bare.mjs");
    await expect(standUp(join(packed.folder, "dist/bare.mjs"))).rejects.toMatchObject({
      code: "PROCESSOR_UNUSABLE",
      detail: expect.stringContaining("Dynamic require of"),
    });
  }, 60_000);
});

describe("docs/migrating.md", () => {
  async function bundle(name: "before" | "after"): Promise<string> {
    const entry = join(packed.folder, `${name}.ts`);
    writeFileSync(entry, blockOf("migrating", `ts ${name}.ts`));
    const outfile = join(packed.folder, `${name}.cjs`);
    const options = { bundle: true, platform: "node", format: "cjs", logLevel: "error" } as const;
    await build({ entryPoints: [entry], outfile, absWorkingDir: packed.folder, ...options });
    return outfile;
  }
  const turns = () => emulator.deliveries()[0]?.turns.length;
  const failures = () => emulator.deliveries()[0]?.invocations.filter(({ error }) => error !== undefined).length;

  it.each(["before", "after"] as const)(
    "%s it, a greeting is answered and a banned message dropped",
    async (name) => {
      await standUp(await bundle(name));
      const answered = await say("Hello");
      expect(answered).toMatchObject({ ContentType: "application/amz-chime-lex-msgs" });
      expect(answered?.Content.includes('ImageResponseCard":{')).toBe(name === "after");
      expect(await say("Hello, buy followers")).toMatchObject({ Status: { Value: "DENIED" } });
    },
    60_000,
  );

  it.each([
    ["before", 2, 1],
    ["after", 1, 0],
  ] as const)(
    "%s it, the same event twice takes %i turns, and %i invocations fail",
    async (name, taken, failed) => {
      await standUp(await bundle(name));
      emulator.namedFaults.add({ name: "redeliver", times: 1 });
      await emulator.send({ content: "Hello" });
      await expect.poll(() => emulator.deliveries()[0]?.invocations.length, { timeout: 15_000 }).toBe(2);
      await expect.poll(turns, { timeout: 15_000 }).toBe(taken);
      await expect.poll(failures, { timeout: 15_000 }).toBe(failed);
    },
    60_000,
  );

  it.each([
    ["before", "PENDING"],
    ["after", "SENT"],
  ] as const)(
    "%s it, a message at which Lex throttles is %s",
    async (name, status) => {
      await standUp(await bundle(name));
      // The SDK by itself asks three times.
      emulator.namedFaults.add({ name: "throttle", operation: "lex", times: name === "before" ? 3 : 1 });
      expect(await say("Hello")).toMatchObject({ Status: { Value: status } });
    },
    60_000,
  );

  it.each([
    ["before", 1],
    ["after", 0],
  ] as const)(
    "%s it, a bot's own message takes %i turns",
    async (name, taken) => {
      await standUp(await bundle(name));
      await say("Hello", emulator.world.bot.arn);
      expect(turns()).toBe(taken);
    },
    60_000,
  );
});
