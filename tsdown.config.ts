import { defineConfig } from "tsdown";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    mappers: "mappers/index.ts",
    lambda: "src/lambda/handler.ts",
    emulator: "src/emulator/index.ts",
    operate: "src/operate/index.ts",
    testing: "src/testing/index.ts",
    "testing-vitest": "src/testing/vitest.ts",
    cli: "src/cli/main.ts",
  },
  format: "esm",
  platform: "node",
  target: "node20",
  outDir: "dist",
  dts: true,
  clean: true,
  fixedExtension: false,
});
