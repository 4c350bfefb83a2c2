import { defineConfig } from "vitest/config";

/** The tests that exercise the pure half, with few runs of each property: enough to kill a mutant, and the same ones each time. */
export default defineConfig({
  test: {
    include: [
      "test/mappers/**/*.test.ts",
      "test/properties/mappers.test.ts",
      "test/properties/client.test.ts",
      "test/limits.test.ts",
      "test/cases.test.ts",
    ],
    env: { PROPERTY_RUNS: "60", HOSTILE_LENGTH: "1000", AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    setupFiles: ["test/mutation/fixed-seed.ts"],
    testTimeout: 20_000,
  },
});
