// The deployable single file: CommonJS, since it starts faster than a module; minified, since it is smaller to load.
// Beside it the same as a zip, ready to be uploaded.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { zipSync } from "fflate";

/**
 * The table of media types is a quarter of the file, and most deliveries never ask it. As a text that is parsed when it is
 * first asked for, and without what a look-up by extension doesn't read, it costs the start next to nothing.
 */
const mediaTypes = {
  name: "media-types",
  setup({ onLoad }) {
    onLoad({ filter: /mime-db[\\/]db\.json$/ }, async ({ path }) => {
      const all = Object.entries(JSON.parse(await readFile(path, "utf8")));
      const known = all
        .filter(([, { extensions }]) => extensions)
        .map(([type, { source, extensions }]) => [type, { source, extensions }]);
      return {
        contents: `module.exports = JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(known)))})`,
        loader: "js",
      };
    });
  },
};

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

await build({
  entryPoints: ["src/lambda/deployed.ts"],
  outfile: "dist/lambda/index.cjs",
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  mainFields: ["module", "main"],
  legalComments: "linked",
  logLevel: "warning",
  plugins: [mediaTypes, twoOperations],
});

const packed = await Promise.all(
  ["index.cjs", "index.cjs.LEGAL.txt"].map(async (name) => [name, await readFile(`dist/lambda/${name}`)]),
);
// One date for all builds: the same sources make the same bytes, and a deployment that changes nothing is none.
const zip = zipSync(Object.fromEntries(packed), { level: 9, mtime: "1980-01-01T00:00:00" });
await writeFile("dist/lambda/function.zip", zip);
