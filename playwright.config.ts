import { defineConfig } from "@playwright/test";

/**
 * End to end in real Chromium, against the production build and the real stand-ins. Each worker runs a stack of its own
 * (e2e/support/stack.ts). Two workers: half of a run is spent in pauses, such as those of the event engine between two
 * tries, and one worker's tests run in the pauses of the other's.
 */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  workers: 2,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // A second try tells a browser that stumbled from a product that is wrong; npm test names who needed it.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  outputDir: "test-results/playwright",
  use: {
    locale: "ko-KR",
    timezoneId: "Asia/Seoul",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.MSA_CHROMIUM || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-gpu",
        "--disable-component-update",
      ],
    },
  },
});
