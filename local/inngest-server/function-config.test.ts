import { Inngest } from "inngest";
import { expect, it } from "vitest";
import { readFunction } from "./function-config";

const client = new Inngest({ id: "shop", isDev: true });
const baseUrl = new URL("http://localhost:3000/api/inngest");

/** What the SDK itself would register for these options. */
function registered(options: object): unknown[] {
  const fn = client.createFunction(
    { id: "f", triggers: { event: "a/b" }, ...options } as never,
    async () => 1,
  ) as unknown as { getConfig(options: object): unknown[] };
  const configs = fn.getConfig({ baseUrl, appPrefix: "shop" });
  return JSON.parse(JSON.stringify(configs)) as unknown[];
}

it("reads what the SDK registers", () => {
  const [main, failure] = registered({
    retries: 2,
    concurrency: [{ limit: 5 }, { limit: 1, key: "event.data.id" }],
    triggers: [{ event: "a/b" }, { event: "c/d" }, { cron: "TZ=Asia/Seoul 0 9 * * *" }],
    onFailure: () => {},
  }).map(readFunction);
  expect(main).toEqual({
    id: "shop-f",
    url: "http://localhost:3000/api/inngest?fnId=shop-f&stepId=step",
    maxAttempts: 3,
    events: [
      { name: "a/b", failureOf: null },
      { name: "c/d", failureOf: null },
    ],
    crons: ["TZ=Asia/Seoul 0 9 * * *"],
    concurrency: [
      { limit: 5, key: null },
      { limit: 1, key: "event.data.id" },
    ],
    batch: null,
  });
  expect(failure?.events).toEqual([{ name: "inngest/function.failed", failureOf: "shop-f" }]);
});

it("tries five times and has no limits by default", () => {
  expect(readFunction(registered({})[0])).toMatchObject({ maxAttempts: 5, concurrency: [], batch: null });
  expect(readFunction(registered({ retries: 0 })[0])).toMatchObject({ maxAttempts: 1 });
  expect(readFunction(registered({ concurrency: 3 })[0]).concurrency).toEqual([{ limit: 3, key: null }]);
});

it.each([
  ["debounce", { debounce: { period: "1s" } }],
  ["rateLimit", { rateLimit: { limit: 1, period: "1s" } }],
  ["throttle", { throttle: { limit: 1, period: "1s" } }],
  ["priority", { priority: { run: "1" } }],
  ["singleton", { singleton: { mode: "skip" } }],
  ["idempotency", { idempotency: "event.data.id" }],
  ["cancel", { cancelOn: [{ event: "a/c" }] }],
  ["timeouts", { timeouts: { finish: "1h" } }],
  ["concurrency.scope", { concurrency: { limit: 1, scope: "account", key: "'x'" } }],
  ["concurrency.key", { concurrency: { limit: 1, key: "size(event.data)" } }],
  ["batchEvents.if", { batchEvents: { maxSize: 2, timeout: "1s", if: "event.data.x" } }],
  ["batchEvents.timeout", { batchEvents: { maxSize: 2, timeout: "soon" } }],
  ["triggers.expression", { triggers: { event: "a/b", if: "event.data.x == 1" } }],
  ["triggers.event", { triggers: { event: "inngest/function.finished" } }],
  ["triggers.cron", { triggers: { cron: "every now and then" } }],
  ["triggers.jitter", { triggers: { cron: "* * * * *", jitter: "5s" } }],
])("refuses %s by name", (option, options) => {
  expect(() => readFunction(registered(options)[0])).toThrow(`function "shop-f": option "${option}"`);
});

it("refuses an option that nobody knew when this was written", () => {
  const [config] = registered({}) as object[];
  expect(() => readFunction({ ...config, teleport: true })).toThrow('option "teleport"');
});
