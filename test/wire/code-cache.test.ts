import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addCodeCache } from "../../scripts/code-cache.mjs";
import { BUILT_PROCESSOR, standUp } from "./emulator.ts";

const execute = promisify(execFile);
let made: string;
const copies: string[] = [];

/** A copy of the function with its cache, changed as a test wants it. */
function copyOf(change: (folder: string) => void = () => {}): string {
  const folder = mkdtempSync(join(tmpdir(), "cached-"));
  copies.push(folder);
  cpSync(made, folder, { recursive: true });
  change(folder);
  return join(folder, "index.cjs");
}

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), "cached-"));
  copies.push(made);
  cpSync(dirname(BUILT_PROCESSOR), made, { recursive: true });
  // As the build names its own folder.
  await addCodeCache(relative(process.cwd(), made));
}, 60_000);
afterAll(() => {
  for (const folder of copies) rmSync(folder, { recursive: true });
});

/** What became of the cache when the function was loaded: none was given to V8, or V8's own word for it. */
async function fateOf(path: string, ...flags: string[]): Promise<"none" | "taken" | "rejected"> {
  const program = `
    const vm = require("node:vm");
    const { Script } = vm;
    vm.Script = class extends Script {
      constructor(code, options) {
        super(code, options);
        console.log("fate " + (options.cachedData ? (this.cachedDataRejected ? "rejected" : "taken") : "none"));
      }
    };
    require(${JSON.stringify(path)});`;
  const env = { CHIME_LEX_BOT_ALIAS_ARN: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID" };
  const { stdout } = await execute(process.execPath, [...flags, "-e", program], { env });
  return /fate (\w+)/.exec(stdout)?.[1] as "none" | "taken" | "rejected";
}

async function answerBy(path: string, env: Record<string, string> = {}): Promise<string | undefined> {
  const { emulator, close } = await standUp(env, {}, path);
  await emulator.send({ content: "Hello" });
  await emulator.settled(20_000);
  const [answer] = emulator.messages();
  await close();
  return answer?.ContentType;
}

const flip = (name: string, at: (bytes: Buffer) => number) => (folder: string) => {
  const bytes = readFileSync(join(folder, name));
  const place = at(bytes);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(join(folder, name), bytes);
};

/** As the build of another V8 would write it: its own version is told to the loader, and V8 finds another in the cache. */
function ofAnotherV8(folder: string): void {
  const path = join(folder, "index.cjs");
  const told = readFileSync(path, "utf8");
  writeFileSync(path, told.replaceAll(process.versions.v8, "1.2.3"));
}

describe("the function with a code cache", () => {
  it.each<[what: string, change: (folder: string) => void, fate: string]>([
    ["of its own build", () => {}, "taken"],
    ["of another V8", ofAnotherV8, "none"],
    ["with a bit flipped, which V8 wouldn't see", flip("function.cache", ({ length }) => length >> 1), "none"],
    ["of another source of the same length, which V8 would run", (folder) => sameLength(folder), "none"],
    ["that was cut off", (folder) => writeFileSync(join(folder, "function.cache"), "short"), "none"],
    ["that isn't there", (folder) => rmSync(join(folder, "function.cache")), "none"],
  ])("%s answers, and takes the cache only where it is its own", async (_what, change, fate) => {
    const path = copyOf(change);
    expect(await fateOf(path)).toBe(fate);
    expect(await answerBy(path)).toBe("application/amz-chime-lex-msgs");
  });

  it("answers where V8 itself rejects the cache, as it does under another flag", async () => {
    const path = copyOf();
    expect(await fateOf(path, "--no-lazy", "--expose-gc")).toBe("rejected");
    expect(await answerBy(path, { NODE_OPTIONS: "--expose-gc" })).toBe("application/amz-chime-lex-msgs");
  });

  it("loads the files beside it as it does without", async () => {
    expect(await answerBy(copyOf(), { CHIME_LEX_WIRE: "sdk" })).toBe("application/amz-chime-lex-msgs");
  });
});

/** Another word of the same length, where nobody reads it. */
function sameLength(folder: string): void {
  const path = join(folder, "function.cjs");
  const code = readFileSync(path, "utf8");
  expect(code).toContain("no alias in the text");
  writeFileSync(path, code.replace("no alias in the text", "no alias in any text"));
}
