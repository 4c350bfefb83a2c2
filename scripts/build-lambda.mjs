// The deployable single file: CommonJS, since it starts faster than a module; minified, since it is smaller to load.
import { build } from "esbuild";

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
});
