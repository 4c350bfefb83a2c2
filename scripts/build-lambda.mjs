// The deployable files: CommonJS, since it starts faster than a module; minified, since it is smaller to load. The function is the
// first; the others are loaded only where the environment asks for the SDK or for Powertools, or is wrong. Beside them the same as a zip, ready to
// be uploaded: for a checkout alone, because the package holds the files themselves.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { zipSync } from "fflate";
import { bundledPaths, licencesToText, packagesOf } from "./licences.mjs";

/**
 * The DynamoDB client has some sixty operations, of which two are used. Imported lazily it would be taken in whole, so the file
 * gets a module of those two in its place.
 */
const twoOperations = {
  name: "two-operations",
  setup({ onResolve, onLoad }) {
    const name = "@aws-sdk/client-dynamodb";
    const folder = fileURLToPath(new URL(`../node_modules/${name}/dist-es/`, import.meta.url));
    onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: "two-operations" }));
    onLoad({ filter: /.*/, namespace: "two-operations" }, () => ({
      resolveDir: folder,
      contents: `export { DynamoDBClient } from "./DynamoDBClient.js";
        export { GetItemCommand } from "./commands/GetItemCommand.js";
        export { UpdateItemCommand } from "./commands/UpdateItemCommand.js";`,
    }));
  },
};

const { version } = JSON.parse(await readFile("package.json", "utf8"));

/** What is rarely needed lies in files of its own, which the function loads where it needs them. */
const OTHER_FILES = {
  "lambda/second-file.ts": "sdk",
  "lambda/powertools.ts": "powertools",
  "config/schema.ts": "schema",
  "read/media-types.ts": "media-types",
};
const otherFiles = {
  name: "other-files",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /(^|\/)(second-file|powertools|media-types)\.ts$/ }, ({ kind, path }) => {
      if (kind === "entry-point") return undefined;
      const [, name] = Object.entries(OTHER_FILES).find(([file]) => basename(file) === basename(path));
      return { path: `./${name}.cjs`, external: true };
    });
    // The schema is asked by a plain call, and only of a configuration that is wrong: the file is loaded in that call.
    onResolve({ filter: /^\.\/schema\.ts$/ }, ({ path }) => ({ path, namespace: "schema-file" }));
    onLoad({ filter: /.*/, namespace: "schema-file" }, () => ({
      contents: `const WITHOUT = [{ path: "the configuration", what: "is wrong, and schema.cjs, which says what, is not beside index.cjs" }];
        function load() {
          try {
            return require("./schema.cjs");
          } catch {
            return { configProblems: () => WITHOUT, suggestFor: () => "" };
          }
        }
        export const configProblems = (config) => load().configProblems(config);
        export const suggestFor = (name, known) => load().suggestFor(name, known);`,
    }));
    onResolve({ filter: /^\.\/schema\.cjs$/ }, ({ path }) => ({ path, external: true }));
  },
};

await rm("dist/lambda", { recursive: true, force: true });
const bundled = new Set();
for (const [entry, name] of [
  ["src/lambda/deployed.ts", "index"],
  ...Object.entries(OTHER_FILES).map(([file, name]) => [`src/${file}`, name]),
]) {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: `dist/lambda/${name}.cjs`,
    bundle: true,
    minify: true,
    // A file of one byte a character is read and parsed faster than one with a few wider ones in it.
    charset: "ascii",
    platform: "node",
    target: "node20",
    format: "cjs",
    mainFields: ["module", "main"],
    legalComments: "linked",
    metafile: true,
    logLevel: "warning",
    define: { __VERSION__: JSON.stringify(version) },
    plugins: [twoOperations, otherFiles],
  });
  for (const path of bundledPaths(metafile)) bundled.add(path);
}

// esbuild collects the comments that ask to be kept, a file each; most packages have none, and a text that wants to be shipped.
const kept = [];
for (const name of (await readdir("dist/lambda")).filter((one) => one.endsWith(".LEGAL.txt")).sort()) {
  kept.push(await readFile(`dist/lambda/${name}`, "utf8"));
  await rm(`dist/lambda/${name}`);
}
const texts = licencesToText(packagesOf([...bundled]), "chime-lex-bridge/dist/lambda/*.cjs");
await writeFile("dist/lambda/index.cjs.LEGAL.txt", [texts, ...kept].join(`\n${"-".repeat(80)}\n\n`));

const names = (await readdir("dist/lambda")).filter((name) => !name.endsWith(".zip")).sort();
const packed = await Promise.all(names.map(async (name) => [name, await readFile(`dist/lambda/${name}`)]));
// One date for all builds: the same sources make the same bytes, and a deployment that changes nothing is none.
const zip = zipSync(Object.fromEntries(packed), { level: 9, mtime: "1980-01-01T00:00:00" });
await writeFile("dist/lambda/function.zip", zip);
