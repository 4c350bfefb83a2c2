// After the build: the files in dist lose their white space, and ours their comments, which is a tenth of the package; their lines stay short enough
// for a stack trace to be read. What an application may bundle keeps its names; in what the tools alone load only functions and classes do, where a
// trace shows them: the helper that keeps them there would stop a bundler from leaving out what isn't used. The bundled packages were minified before
// they were put together, which spread them out again.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";

/** What stands in an application, and may be bundled with it. */
const EMBEDDED = ["index.js", "lambda.js", "mappers.js", "cdk.js"];
const LINE = 1_000;

const names = (await readdir("dist")).filter((one) => one.endsWith(".js"));
const codes = new Map(await Promise.all(names.map(async (name) => [name, await readFile(`dist/${name}`, "utf8")])));

function reachable(name, found = new Set()) {
  if (found.has(name) || !codes.has(name)) return found;
  found.add(name);
  for (const [, , other] of codes.get(name).matchAll(/(from|import)\s*\(?\s*"\.\/([^"]+)"/g)) reachable(other, found);
  return found;
}
const embedded = new Set(EMBEDDED.flatMap((name) => [...reachable(name)]));

function howTo(name) {
  if (name.startsWith("bundled-")) return { minifyWhitespace: true, legalComments: "eof" };
  const ours = { lineLimit: LINE, legalComments: "none" };
  if (embedded.has(name)) return { minifyWhitespace: true, minifySyntax: true, ...ours };
  return { minify: true, keepNames: true, ...ours };
}

for (const [name, code] of codes) {
  const { code: smaller } = await transform(code, { charset: "utf8", target: "node20", format: "esm", ...howTo(name) });
  await writeFile(`dist/${name}`, smaller);
}
