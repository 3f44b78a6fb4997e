import { Inngest } from "inngest";
import { expect, it } from "vitest";
import { readFunction, readFunctions } from "./function-config";

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
  ["batchEvents.timeout", { batchEvents: { maxSize: 2, timeout: "1d" } }],
  ["triggers.expression", { triggers: { event: "a/b", if: "event.data.x == 1" } }],
  ["triggers.event", { triggers: { event: "inngest/function.finished" } }],
  ["triggers.cron", { triggers: { cron: "every now and then" } }],
  ["triggers.jitter", { triggers: { cron: "* * * * *", jitter: "5s" } }],
])("refuses %s by name", (option, options) => {
  expect(() => readFunction(registered(options)[0])).toThrow(`function "shop-f": option "${option}"`);
});

type Config = Record<string, unknown> & { steps: { step: Record<string, unknown> } };

/** What no SDK sends by itself: the registration of a hand or of a version to come. */
const altered = (change: (config: Config) => void) => {
  const [config] = registered({}) as [Config];
  change(config);
  return config;
};
const step = (part: object) => altered((c) => Object.assign(c.steps.step, part));
const triggers = (...list: unknown[]) => altered((c) => Object.assign(c, { triggers: list }));
const concurrency = (value: unknown) => altered((c) => Object.assign(c, { concurrency: value }));
const url = "http://localhost:3000/api/inngest?fnId=shop-f&stepId=step";

it.each([
  ["concurrency.limit", concurrency(-1)],
  ["concurrency.limit", concurrency({ limit: -1 })],
  ["concurrency.limit", concurrency({ limit: 1.5 })],
  ["concurrency.limit", concurrency([{ limit: "5" }])],
  ["retries.attempts", step({ retries: { attempts: "9" } })],
  ["retries.attempts", step({ retries: { attempts: -3 } })],
  ["retries.attempts", step({ retries: { attempts: 1.5 } })],
  ["retries.backoff", step({ retries: { attempts: 1, backoff: "linear" } })],
  ["triggers.event", triggers({ cron: "* * * * *", event: "a/b" })],
  ["triggers.expression", triggers({ cron: "* * * * *", expression: "event.data.x == 1" })],
  ["triggers.cron", triggers({ cron: 5 })],
  ["triggers.cron", triggers({ event: "a/b" }, { cron: true })],
  ["triggers", triggers({ event: "a/b" }, { event: "a/b" })],
  ["triggers", triggers({ cron: "0 9 * * *" }, { cron: "0 9 * * *" })],
  ["triggers.cron", triggers({ cron: "@daily" })],
  ["triggers.cron", triggers({ cron: "0 0 * * 7" })],
  ["triggers.cron", triggers({ cron: "0 0 31 2 *" })],
  ["name", altered((c) => Object.assign(c, { name: "" }))],
  ["steps.step.name", step({ name: "" })],
  ["runtime.url", step({ runtime: { type: "http", url: "ftp://localhost/x" } })],
  ["triggers.event", triggers({ event: "x/*/y" })],
  ["triggers.event", triggers({ event: "x/y*" })],
  ["triggers.event", triggers({ event: "*/y" })],
  ["triggers.event", triggers({ event: "x/**" })],
  ["runtime.region", step({ runtime: { type: "http", url, region: "icn" } })],
  ["runtime.url", step({ runtime: { type: "http", url: "not a URL" } })],
  ["steps.other", altered((c) => Object.assign(c.steps, { other: {} }))],
  ["steps.step.priority", step({ priority: 1 })],
  ["batchEvents.maxSize", altered((c) => Object.assign(c, { batchEvents: { maxSize: "2", timeout: "1s" } }))],
])("refuses %s by name in %j", (option, config) => {
  expect(() => readFunction(config)).toThrow(`function "shop-f": option "${option}"`);
});

it("takes wildcards at the end, and a limit of 0 as none", () => {
  for (const event of ["a/*", "a/b.*", "*"])
    expect(readFunction(triggers({ event })).events).toEqual([{ name: event, failureOf: null }]);
  expect(readFunction(concurrency({ limit: 0 })).concurrency).toEqual([]);
});

it("refuses an option that nobody knew when this was written", () => {
  const [config] = registered({}) as object[];
  expect(() => readFunction({ ...config, teleport: true })).toThrow('option "teleport"');
});

it("refuses all functions of an app when one is refused, and says what is wrong with each", () => {
  const [good] = registered({});
  const read = () => readFunctions([good, triggers(), step({ priority: 1 })]);
  expect(read).toThrow(/^At least one function is invalid: .*"triggers" is empty; .*"steps.step.priority"/);
  expect(() => readFunctions({})).toThrow("no list of functions");
  expect(readFunctions([good])).toHaveLength(1);
});
