import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { build as buildPackage } from "tsdown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../tsdown.config.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
mkdirSync(join(root, "reports"), { recursive: true });
/** Under the root, so that what the package depends on is found. */
const folder = mkdtempSync(join(root, "reports/package-"));
const CLIENT = [
  ...["readReply", "replyToText", "replyToButtons", "buttonToLabel", "buttonToMessage", "readPress", "isStalePress"],
  ...["errorText", "ssmlToText", "markdownToText", "httpsAddress", "LEX_MESSAGES_TYPE", "LEX_ERROR_TYPE"],
];

/** What a client's bundler makes of these names, from the package as it is published. */
async function bundleOf(names: readonly string[], minify = true) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export { ${names.join(", ")} } from "./mappers.js";`, resolveDir: folder },
    bundle: true,
    minify,
    format: "esm",
    platform: "browser",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const [output] = Object.values(metafile.outputs);
  const used = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return {
    gzip: gzipSync(code, { level: 9 }).length,
    files: used.map(([file]) => file),
    code: Buffer.from(code).toString(),
  };
}

describe("a client that uses its half alone", () => {
  beforeAll(async () => {
    // As the build makes it: with all that the client's half might share a file with.
    const [library = expect.fail("There is no build.")] = config as unknown as (typeof config)[number][];
    await buildPackage({ ...library, outDir: folder, dts: false, clean: false, config: false, logLevel: "silent" });
    writeFileSync(join(folder, "package.json"), '{"type":"module","sideEffects":false}');
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("loads at most 9 kB, and nothing of zod", async () => {
    const { gzip, files } = await bundleOf(CLIENT);
    expect(gzip).toBeLessThanOrEqual(9_000);
    expect(files.filter((file) => file.includes("node_modules"))).toEqual([]);
  });

  it.each<[name: string, max: number]>([
    ["readReply", 1_300],
    ["errorText", 2_400],
    ["buttonToMessage", 2_200],
    ["ssmlToText", 900],
    ["isStalePress", 900],
  ])("loads of %s alone no more than %i bytes", async (name, max) => {
    expect((await bundleOf([name])).gzip).toBeLessThanOrEqual(max);
  });

  it("loads nothing of what the bridge alone says", async () => {
    const { code } = await bundleOf(CLIENT);
    expect(["targeted-elsewhere", "ill-formed-text", "must be at most"].filter((text) => code.includes(text))).toEqual(
      [],
    );
    const all = await bundleOf([...CLIENT, "gate", "fit", "WrittenCallback"]);
    expect(all.code).toContain("targeted-elsewhere");
    expect(all.files.some((file) => file.includes("zod"))).toBe(true);
  });

  it("needs nothing of Node, whichever names it uses", async () => {
    // An import of a module of Node's fails here: the bundle is a browser's.
    const { code } = await bundleOf([...CLIENT, "limits", "turnToReply", "messageToTurn", "GATE_STEPS"], false);
    expect(code).not.toMatch(/\b(?:require|process|Buffer|import)\b(?!["'\w])/);
  });
});
