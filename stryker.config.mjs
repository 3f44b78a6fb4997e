/**
 * Changes the pure rules one small way at a time and asks whether a unit test notices: `npm run mutate`. Not part of
 * `npm test`: it takes minutes. What survives for a reason is explained in docs/mutants.md.
 */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "tools/test/mutants.vitest.ts" },
  mutate: [
    "server/*/domain/**/*.ts",
    "server/shared/{birth-date,money,nationality,person-name,time}.ts",
    "!**/*.test.ts",
    "!**/*.fixture.ts",
  ],
  ignorePatterns: [".next*", ".data*", "test-results", "docs", "bench", "e2e"],
  concurrency: 2,
  incremental: false,
  allowEmpty: false,
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, logTests: false },
  thresholds: { high: 98, low: 95, break: 95 },
  tempDirName: ".data-mutants",
  // Nothing is asked of or sent to a dashboard.
  disableTypeChecks: "server/**/*.ts",
};
