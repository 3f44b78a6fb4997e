import { expect, test } from "vitest";
import { outputProblems, type VercelOutput } from "./vercel-output-rules";

const config = { runtime: "nodejs24.x", maxDuration: 60, environment: {} };
const good: VercelOutput = {
  version: 3,
  crons: [],
  routes: [
    {
      src: "^/.*$",
      headers: { "X-Content-Type-Options": "nosniff", "Strict-Transport-Security": "max-age=1" },
    },
  ],
  functions: [
    { path: "api/inngest", bytes: 5_000_000, config },
    { path: "_middleware", bytes: 5_000_000, config: { ...config, maxDuration: undefined } },
  ],
  answered: new Set([
    "_middleware",
    "[locale]",
    "api/inngest",
    "api/payments/webhook",
    "api/health/ready",
    "api/metrics",
  ]),
};
const withConfig = (change: object) => ({
  functions: [{ path: "f", bytes: 1, config: { ...config, ...change } }],
});

test("an output as it should be passes", () => {
  expect(outputProblems(good)).toEqual([]);
});

test.each<[string, Partial<VercelOutput>]>([
  ["the output has version 2", { version: 2 }],
  ["has crons: the sweeps are functions of the event engine", { crons: [{ path: "/api/cron" }] }],
  [
    "no function answers api/inngest",
    { answered: new Set([...good.answered].filter((name) => name !== "api/inngest")) },
  ],
  [
    "no route sets X-Content-Type-Options and Strict-Transport-Security",
    { routes: [{ src: "/a", headers: {} }] },
  ],
  ["f runs on nodejs20.x", withConfig({ runtime: "nodejs20.x" })],
  ["f may take 300 seconds, not 60", withConfig({ maxDuration: 300 })],
  ["f may take undefined seconds, not 60", withConfig({ maxDuration: undefined })],
  ["f carries the variable DATABASE_URL", withConfig({ environment: { DATABASE_URL: "x" } })],
  [
    "f has 300 MB, over the 250 that Vercel takes",
    { functions: [{ path: "f", bytes: 300 * 1024 * 1024, config }] },
  ],
])("%s", (problem, change) => {
  expect(outputProblems({ ...good, ...change })).toEqual([problem]);
});
