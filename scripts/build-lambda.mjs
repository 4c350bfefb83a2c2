// The deployable files: CommonJS, since it starts faster than a module; minified, since it is smaller to load. The function is the
// first; the second is loaded only where the environment asks for the SDK. Beside them the same as a zip, ready to be uploaded.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
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

/** What only the SDK knows lies in a file of its own, which the function loads where its environment asks for it. */
const secondFile = {
  name: "second-file",
  setup({ onResolve }) {
    onResolve({ filter: /(^|\/)second-file\.ts$/ }, ({ kind }) =>
      kind === "entry-point" ? undefined : { path: "./sdk.cjs", external: true },
    );
  },
};

await rm("dist/lambda", { recursive: true, force: true });
const bundled = new Set();
for (const [entry, name] of [
  ["src/lambda/deployed.ts", "index"],
  ["src/lambda/second-file.ts", "sdk"],
]) {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: `dist/lambda/${name}.cjs`,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    mainFields: ["module", "main"],
    legalComments: "linked",
    metafile: true,
    logLevel: "warning",
    define: { __VERSION__: JSON.stringify(version) },
    plugins: [twoOperations, secondFile],
  });
  for (const path of bundledPaths(metafile)) bundled.add(path);
}

// esbuild collects the comments that ask to be kept; most packages have none, and a text that wants to be shipped.
const legal = "dist/lambda/index.cjs.LEGAL.txt";
const texts = licencesToText(packagesOf([...bundled]), "chime-lex-bridge/dist/lambda/*.cjs");
await writeFile(legal, `${texts}\n${"-".repeat(80)}\n\n${await readFile(legal, "utf8")}`);

const names = (await readdir("dist/lambda")).filter((name) => !name.endsWith(".zip")).sort();
const packed = await Promise.all(names.map(async (name) => [name, await readFile(`dist/lambda/${name}`)]));
// One date for all builds: the same sources make the same bytes, and a deployment that changes nothing is none.
const zip = zipSync(Object.fromEntries(packed), { level: 9, mtime: "1980-01-01T00:00:00" });
await writeFile("dist/lambda/function.zip", zip);
