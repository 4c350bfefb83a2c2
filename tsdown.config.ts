import { defineConfig } from "tsdown";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    mappers: "mappers/index.ts",
    lambda: "src/lambda/handler.ts",
    emulator: "tools/emulator/index.ts",
    operate: "tools/operate/index.ts",
    testing: "tools/testing/index.ts",
    "testing-vitest": "tools/testing/vitest.ts",
    cli: "tools/cli/main.ts",
  },
  format: "esm",
  platform: "node",
  target: "node20",
  outDir: "dist",
  dts: true,
  clean: true,
  fixedExtension: false,
});
