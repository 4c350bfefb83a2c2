import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**", "test/clients/**", "**/node_modules/**"],
    testTimeout: 20_000,
    // What is waited for may take its time on a busy machine; what never comes is told within the test's own.
    expect: { poll: { timeout: 15_000 } },
    // The warning about Node 20 is one for operators, not for a test's output.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});
