// The deployable files: CommonJS, since it starts faster than a module; minified, since it is smaller to load. The function is the
// first; the others are loaded only where the environment asks for the SDK or for Powertools, or is wrong, or where a message needs what few do.
// Beside them the same as a zip, ready to be uploaded: for a checkout alone, because the package holds the files themselves.
// With --code-cache, or --code-cache=<path of a node>, a code cache for that Node.js lies beside the function (docs/deploy.md).
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { decode, encode } from "@jridgewell/sourcemap-codec";
import { build } from "esbuild";
import { zipSync } from "fflate";
import { addCodeCache } from "./code-cache.mjs";
import { FILES as PEOPLE_FILES, peopleFile, peopleShares, peopleStubs } from "./lambda-people.mjs";
import { bundledPaths, licencesToText, packagesOf } from "./licences.mjs";

const cached = process.argv.slice(2).map((option) => /^--code-cache(?:=(.+))?$/.exec(option) ?? fail(option));
function fail(option) {
  process.stderr.write(`${option} is an unknown option: there is --code-cache, and --code-cache=<path of a node>.\n`);
  process.exit(2);
}

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

/**
 * Pure functions that a plain answer doesn't call; their file is loaded by the first that is. Only functions can wait for a call, and only
 * pure ones may exist twice: what else they share with the first file is in both.
 */
const RARELY_CALLED = [
  "mappers/answer/reply-to-parts.ts",
  "mappers/answer/sign-of-life.ts",
  "mappers/gate/alias-mentions.ts",
  "mappers/gate/strip-mention.ts",
  "mappers/text/code-ranges.ts",
  "mappers/text/markdown-to-text.ts",
  "mappers/text/split-text.ts",
  "mappers/text/ssml-to-text.ts",
  "mappers/words/error-text.ts",
  "mappers/words/thinking-text.ts",
];
/** What happened and what to do, of each code: the first file has the rest of the tables, and reads these with the first error. */
const ERROR_TABLES = ["bridge", "chime", "lex", "tools"].map((name) => `src/errors/${name}.ts`);
const rareFile = {
  name: "rare-file",
  setup({ onLoad, onResolve }) {
    const stubs = new Map([...RARELY_CALLED, ...ERROR_TABLES].map((path) => [resolve(path), path]));
    onLoad(
      { filter: new RegExp(`/(${[...stubs.values()].map((path) => basename(path, ".ts")).join("|")})\\.ts$`) },
      async ({ path }) => {
        const found = stubs.get(path);
        if (!found) return undefined;
        const exported = await exportsOf(found);
        return { contents: ERROR_TABLES.includes(found) ? tablesStub(exported) : functionsStub(found, exported) };
      },
    );
    onResolve({ filter: /^\.\/rare\.cjs$/ }, ({ path }) => ({ path, external: true }));
  },
};

async function exportsOf(path) {
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

function functionsStub(path, exported) {
  return Object.entries(exported)
    .map(([name, value]) => {
      if (typeof value !== "function") throw new Error(`${path} exports ${name}, which is no function: it can't wait.`);
      return `export const ${name} = (...given) => require("./rare.cjs").${name}(...given);`;
    })
    .join("\n");
}

/** Whose fault and the number stay; the texts are read where they are asked for. An error is made even if the file isn't there. */
function tablesStub(exported) {
  const [[table, rows]] = Object.entries(exported);
  const facts = Object.entries(rows).map(([code, { fault, wire }]) => [code, fault, wire]);
  return `
    const WITHOUT = {
      what: "Something went wrong.",
      fix: "docs/errors.md says what to do: rare.cjs, which says it here, is not beside index.cjs.",
    };
    function textsOf(code) {
      try {
        return require("./rare.cjs").${table}[code];
      } catch {
        return WITHOUT;
      }
    }
    class Row {
      constructor(code, fault, wire) {
        this.code = code;
        this.fault = fault;
        this.wire = wire;
      }
      get what() {
        return textsOf(this.code).what;
      }
      get fix() {
        return textsOf(this.code).fix;
      }
    }
    export const ${table} = Object.fromEntries(${JSON.stringify(facts)}.map((row) => [row[0], new Row(...row)]));`;
}

await rm("dist/lambda", { recursive: true, force: true });
const bundled = new Set();
/**
 * esbuild leaves what stands in regular expressions as it is, and one wide character makes the whole file one of two bytes each. They are
 * escaped before it reads them, not in what it wrote: its map would then point beside what it means.
 */
const asciiSources = {
  name: "ascii-sources",
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
      const code = await readFile(path, "utf8");
      if (!/[^\0-\x7f]/.test(code)) return undefined;
      if (/\\[^\0-\x7f]/.test(code))
        throw new Error(`${path} has a backslash before a wide character: write the character alone.`);
      const escaped = (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
      return { contents: code.replace(/[^\0-\x7f]/g, escaped), loader: path.endsWith("ts") ? "ts" : "js" };
    });
  },
};

/** The files that are all ours, and what of the first one only stands for functions of the others. */
const MAPPED = ["index", "rare", "people"];
const STUBBED = [...RARELY_CALLED, ...ERROR_TABLES, ...PEOPLE_FILES];
const rareEntry = [...RARELY_CALLED, ...ERROR_TABLES].map((path) => `export * from "./${path}";`).join("\n");
for (const { name, plugins, ...entry } of [
  { name: "index", entryPoints: ["src/lambda/deployed.ts"], plugins: [rareFile, peopleStubs] },
  { name: "rare", stdin: { contents: rareEntry, resolveDir: process.cwd() }, plugins: [] },
  { name: "people", ...peopleFile, plugins: [peopleShares] },
  ...Object.entries(OTHER_FILES).map(([file, name]) => ({ name, entryPoints: [`src/${file}`], plugins: [rareFile] })),
]) {
  const { metafile } = await build({
    ...entry,
    outfile: `dist/lambda/${name}.cjs`,
    bundle: true,
    minify: true,
    // A file of one byte a character is read and parsed faster than one with a few wider ones in it.
    charset: "ascii",
    platform: "node",
    target: "node20",
    format: "cjs",
    // A file is then loaded by `require`: `import()` sets up the loader of modules first, and isn't there in what a code cache runs.
    supported: { "dynamic-import": false },
    mainFields: ["module", "main"],
    legalComments: "linked",
    // Beside the folder that is deployed, and named by none of its files: a trace is read on another machine, and the function loads no more than before.
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    logLevel: "warning",
    define: { __VERSION__: JSON.stringify(version) },
    plugins: [twoOperations, otherFiles, ...plugins, asciiSources],
  });
  for (const path of bundledPaths(metafile)) bundled.add(path);
  if (MAPPED.includes(name)) await keepMap(`${name}.cjs.map`, name === "index" ? STUBBED : []);
  await rm(`dist/lambda/${name}.cjs.map`);
}

/**
 * The map of a file of ours, with the sources named as in the repository, and a place for each line of theirs: columns are half of a map. What stands
 * for a function of another file has no place: the next line of a trace, which is in that file, has it.
 */
async function keepMap(name, stubs) {
  const { sources, ...map } = JSON.parse(await readFile(`dist/lambda/${name}`, "utf8"));
  const named = sources.map((source) => source.replace(/^(\.\.\/)+/, ""));
  const isReal = ([, source]) =>
    source !== undefined && !stubs.includes(named[source]) && /^(src|mappers)\//.test(named[source]);
  const places = decode(map.mappings).map((line) =>
    line
      .filter(([, ...there], at) => {
        const [, ...before] = line[at - 1] ?? [];
        return there[0] !== before[0] || there[1] !== before[1];
      })
      .map((place) => place.slice(0, isReal(place) ? 4 : 1)),
  );
  await mkdir("dist/maps", { recursive: true });
  await writeFile(`dist/maps/${name}`, JSON.stringify({ ...map, mappings: encode(places), names: [], sources: named }));
}

// esbuild collects the comments that ask to be kept, a file each; most packages have none, and a text that wants to be shipped.
const kept = [];
for (const name of (await readdir("dist/lambda")).filter((one) => one.endsWith(".LEGAL.txt")).sort()) {
  kept.push(await readFile(`dist/lambda/${name}`, "utf8"));
  await rm(`dist/lambda/${name}`);
}
const texts = licencesToText(packagesOf([...bundled]), "chime-lex-bridge/dist/lambda/*.cjs");
await writeFile("dist/lambda/index.cjs.LEGAL.txt", [texts, ...kept].join(`\n${"-".repeat(80)}\n\n`));

if (cached.length > 0) await addCodeCache("dist/lambda", cached[0][1]);

const names = (await readdir("dist/lambda")).filter((name) => !name.endsWith(".zip")).sort();
const packed = await Promise.all(names.map(async (name) => [name, await readFile(`dist/lambda/${name}`)]));
// One date for all builds: the same sources make the same bytes, and a deployment that changes nothing is none.
const zip = zipSync(Object.fromEntries(packed), { level: 9, mtime: "1980-01-01T00:00:00" });
await writeFile("dist/lambda/function.zip", zip);
