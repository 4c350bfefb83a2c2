import { transform } from "esbuild";
import { defineConfig } from "tsdown";
import { licencesToText, packagesOf } from "./scripts/licences.mjs";

/**
 * What only the tools load is bundled into them, so that whoever embeds the bridge installs none of it. So is Powertools, which the
 * handler alone loads, and only where its environment asks for it: it is 40 kB here, and 1.8 MB when installed.
 */
const BUNDLED = [
  /^@aws-lambda-powertools\//,
  "@aws/lambda-invoke-store",
  /^@hono\/node-server$/,
  /^@peculiar\//,
  "asn1js",
  "commander",
  /^csv-(parse|stringify)/,
  "fflate",
  "hono",
  "picocolors",
  "pvtsutils",
  "pvutils",
  "tslib",
  "ws",
  "yaml",
];

/** The licences of what was bundled, beside it. */
const licences = {
  name: "licences",
  generateBundle(this: { emitFile(file: object): void }, _options: unknown, bundle: object) {
    const chunks = Object.values(bundle) as {
      fileName: string;
      modules?: Record<string, { renderedLength: number }>;
    }[];
    // Types are made from declarations of which nothing is shipped but our own.
    const modules = chunks
      .filter(({ fileName }) => fileName.endsWith(".js"))
      .flatMap((chunk) => Object.keys(chunk.modules ?? {}));
    const packages = packagesOf(modules);
    if (packages.length === 0) return;
    const source = licencesToText(packages, "chime-lex-bridge/dist/*.js");
    this.emitFile({ type: "asset", fileName: "LICENSES.txt", source });
  },
};

/** A file for each bundled package, that of the innermost `node_modules`: "bundled-hono-node-server". */
function packageName(path: string): string {
  const [scope = "", name = ""] = path.slice(path.lastIndexOf("node_modules") + "node_modules/".length).split(/[\\/]/);
  return `bundled-${scope.startsWith("@") ? `${scope.slice(1)}-${name}` : scope}`;
}

/** Our own files stay as they are, so that a stack trace can be read; nobody debugs the others here. */
const minifyBundled = {
  name: "minify-bundled",
  async renderChunk(code: string, { name }: { name: string }) {
    if (!name.startsWith("bundled-")) return null;
    const { code: minified } = await transform(code, {
      minify: true,
      format: "esm",
      target: "node20",
      legalComments: "inline",
    });
    return { code: minified, map: null };
  },
};

/**
 * The limits are exported as a namespace. Made within a chunk, it would need the bundler's own helpers, and they import Node; as a file of its own
 * it is the language's.
 */
const limitsApart = {
  name: "limits-apart",
  resolveId(source: string, importer: string | undefined) {
    const fromFace = /[\\/]mappers[\\/]index\.(d\.)?ts$/.test(importer ?? "");
    return fromFace && /\/limits\.(d\.)?ts$/.test(source) ? { id: "./limits.js", external: true } : null;
  },
};

const shared = {
  format: "esm" as const,
  platform: "node" as const,
  target: "node20",
  outDir: "dist",
  dts: true,
  clean: false,
  fixedExtension: false,
  deps: { onlyBundle: BUNDLED },
  plugins: [limitsApart, licences, minifyBundled],
  outputOptions: {
    // The documentation of what is exported stands in the types.
    comments: { jsdoc: false },
    codeSplitting: { groups: [{ name: packageName, test: /[\\/]node_modules[\\/]/ }] },
  },
};

/** The client's half shares files with the rest, but only such as need nothing of Node: a test bundles it for a browser. */
export default defineConfig([
  {
    ...shared,
    entry: {
      mappers: "mappers/index.ts",
      limits: "mappers/shapes/limits.ts",
      index: "src/index.ts",
      lambda: "src/lambda/handler.ts",
      emulator: "tools/emulator/index.ts",
      operate: "tools/operate/index.ts",
      testing: "tools/testing/index.ts",
      "testing-vitest": "tools/testing/vitest.ts",
      cli: "tools/cli/main.ts",
    },
  },
  {
    ...shared,
    // The construct's libraries are its user's, and are not installed here: its types are written from its own sources alone.
    entry: { cdk: "deploy/src/index.ts" },
    dts: { oxc: true },
    deps: { neverBundle: [/^aws-cdk-lib($|\/)/, "constructs", "chime-lex-bridge/operate"] },
    plugins: [],
  },
]);
