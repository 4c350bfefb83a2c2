// Mutation tests of the pure half: `scripts/mutation.mjs` installs and starts them, `docs/mutation.md` says what survives.
const isTerminal = process.stdout.isTTY;

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: ["mappers/**/*.ts"],
  ignorePatterns: [
    "**",
    "!mappers/**",
    "!src/**",
    "!tools/**",
    "!test/**",
    "!fixtures/**",
    "!package.json",
    "!tsconfig.json",
  ],
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "test/mutation/vitest.config.ts", related: false },
  coverageAnalysis: "perTest",
  concurrency: 2,
  timeoutMS: 10_000,
  tempDirName: "reports/mutation/sandbox",
  reporters: [...(isTerminal ? ["progress"] : []), "html", "json"],
  htmlReporter: { fileName: "reports/mutation/mutation.html" },
  jsonReporter: { fileName: "reports/mutation/mutation.json" },
  logLevel: isTerminal ? "warn" : "error",
  thresholds: { high: 95, low: 90, break: 90 },
};
