import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * An example, by its path or its code, as a bundler makes it, in a file of its own, with the library's sources in place of the
 * package.
 */
export async function bundledExample(example: { path: string } | { code: string }, platform: "browser" | "node") {
  mkdirSync(join(root, "reports"), { recursive: true });
  const folder = mkdtempSync(join(root, "reports/example-"));
  const outfile = join(folder, "example.mjs");
  await build({
    ...("path" in example
      ? { entryPoints: [join(root, "examples", example.path)] }
      : { stdin: { contents: example.code, loader: "ts" as const, resolveDir: folder } }),
    alias: {
      "chime-lex-bridge": join(root, "src/index.ts"),
      "chime-lex-bridge/mappers": join(root, "mappers/index.ts"),
    },
    bundle: true,
    packages: "external",
    format: "esm",
    platform,
    outfile,
    logLevel: "silent",
  });
  return { file: outfile, url: pathToFileURL(outfile).href, remove: () => rmSync(folder, { recursive: true }) };
}
