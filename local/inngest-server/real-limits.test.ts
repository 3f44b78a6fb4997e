import { describe, expect, it } from "vitest";
import type { AppReply } from "./app-client";
import { createCallApp } from "./call-app";
import { readEventRequest } from "./event-request";
import { readFunction } from "./function-config";
import { firstJob, type Job } from "./job";
import { interpret } from "./outcome";
import { RUN_FAILURES, tooLargeStep } from "./real-failures";
import { REAL_LIMITS } from "./real-limits";
import { StateSizes } from "./state-size";
import { retryAfterMs } from "./time";

type Name = keyof typeof REAL_LIMITS;
type Here<N extends Name> = (typeof REAL_LIMITS)[N]["here"];
type Enforced = { [N in Name]: Here<N> extends "not enforced" | "no such option" ? never : N }[Name];

const NOW = Date.parse("2026-03-01T00:00:00Z");
const list = (count: number) => Array.from({ length: count }, (_, n) => n);
const text = (bytes: number) => "x".repeat(bytes);

/** Null when the function is accepted, else why not. */
function registration(options: object): string | null {
  const runtime = { type: "http", url: "http://localhost:3000/api/inngest?fnId=shop-f&stepId=step" };
  const steps = { step: { id: "step", name: "step", runtime } };
  try {
    readFunction({ id: "shop-f", name: "f", triggers: [{ event: "a/b" }], steps, ...options });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
const batch = (maxSize: number, timeoutMs: number) =>
  registration({ batchEvents: { maxSize, timeout: `${timeoutMs}ms` } });
const triggers = (...all: object[]) => registration({ triggers: all });

const request = (body: unknown) => readEventRequest(Buffer.from(JSON.stringify(body)), undefined).problem;
const eventOf = (bytes: number) => {
  const empty = JSON.stringify({ name: "a/b", data: { x: "" } }).length;
  return { name: "a/b", data: { x: text(bytes - empty) } };
};

const headers = { "x-inngest-sdk": "js:v4" };
/** Null when the answer is taken as it was meant, else why not. */
function answer(reply: Partial<AppReply>): string | null {
  const outcome = interpret({ status: 206, headers, text: "[]", ...reply }, true, NOW);
  return outcome.kind === "fail" ? (outcome.error as Error).message : null;
}
const operations = (...all: object[]) => answer({ text: JSON.stringify(all) });
const stepOutput = (bytes: number) => text(bytes - JSON.stringify({ data: "" }).length);

const job = (change: Partial<Job>): Job => ({ ...firstJob("R", "shop-f", "{}", []), id: "1", ...change });
const steps = (count: number) => list(count).map((n) => ({ id: `s${n}`, value: "null" }));

/** What comes of a call of `called` that the app answers with one finished step. */
async function callWith(called: Job, output = "ok"): Promise<string | null> {
  const reply = { status: 206, headers, text: JSON.stringify([{ id: "last", op: "StepRun", data: output }]) };
  const client = { send: async () => reply, close() {} };
  const callApp = createCallApp({ mode: "kind", client, sizes: new StateSizes(), onAbsent() {} });
  const fn = { id: "shop-f", url: "http://localhost:1/x", maxAttempts: 5 };
  const outcome = await callApp(called, { ...fn, events: [], crons: [], concurrency: [], batch: null });
  return outcome !== "refused" && outcome.kind === "fail" ? (outcome.error as Error).message : null;
}
const stateOf = (bytes: number) => {
  const rest = bytes - "{}".length - JSON.stringify({ data: "ok" }).length;
  return callWith(job({ steps: [{ id: "s", value: text(rest) }] }));
};

type Probe = (value: number) => string | null | Promise<string | null>;

/** How each limit that is refused shows: null for a value that is taken. */
const PROBES: Record<Exclude<Enforced, "retries" | "retryAfterMs">, Probe> = {
  triggers: (count) => triggers(...list(count).map((n) => ({ event: `a/${n}` }))),
  triggerEventBytes: (bytes) => triggers({ event: text(bytes) }),
  cronBytes: (bytes) => triggers({ cron: `0 9 * * 1${",1".repeat((bytes - 9) / 2)}` }),
  concurrency: (count) => registration({ concurrency: list(count).map((n) => ({ limit: n + 1 })) }),
  batchSize: (size) => batch(size, 1_000),
  batchTimeoutMs: (ms) => batch(2, ms),
  eventBytes: (bytes) => request(eventOf(bytes)),
  eventNameBytes: (bytes) => request({ name: text(bytes) }),
  requestEvents: (count) => request(list(count).map(() => ({ name: "a/b" }))),
  eventTimeMs: (ts) => request({ name: "a/b", ts }),
  runSteps: (count) => callWith(job({ steps: steps(count) })),
  answerOperations: (count) => operations(...list(count).map((n) => ({ id: `p${n}`, op: "StepPlanned" }))),
  stepOutputBytes: (bytes) => operations({ id: "s", op: "StepRun", data: stepOutput(bytes) }),
  stepInputBytes: (bytes) => operations({ id: "s", op: "StepRun", opts: { input: text(bytes - 2) } }),
  answerBytes: (bytes) => answer({ status: 200, text: "1", tooLarge: bytes > REAL_LIMITS.answerBytes.max }),
  runStateBytes: stateOf,
  sleepMs: (ms) => operations({ id: "s", op: "Sleep", name: `${ms}ms` }),
};

describe.each(Object.entries(PROBES))("%s", (name, probe) => {
  const limit: { min?: number; max?: number } = REAL_LIMITS[name as Name];
  // The text of a cron has an odd length here.
  const over = name === "cronBytes" ? 2 : 1;

  it("is taken at the limit, and not beyond it", async () => {
    expect(limit.max ?? limit.min).toBeDefined();
    if (limit.max !== undefined) {
      expect(await probe(limit.max)).toBeNull();
      expect(await probe(limit.max + over)).toEqual(expect.any(String));
    }
    if (limit.min !== undefined) {
      expect(await probe(limit.min)).toBeNull();
      expect(await probe(limit.min - 1)).toEqual(expect.any(String));
    }
  });
});

it("moves retries and retry-after to their limits without refusing them", () => {
  const registered = (attempts: number) => {
    const runtime = { type: "http", url: "http://localhost:3000/x" };
    const step = { id: "step", name: "step", runtime, retries: { attempts } };
    return readFunction({ id: "f", name: "f", triggers: [{ event: "a/b" }], steps: { step } }).maxAttempts;
  };
  expect([registered(20), registered(21)]).toEqual([21, 21]);
  expect(retryAfterMs("86400", NOW)).toBe(86_400_000);
  expect(retryAfterMs("86401", NOW)).toBe(86_400_000);
  expect(retryAfterMs("9".repeat(30), NOW)).toBe(86_400_000);
  expect(retryAfterMs("2020-01-01T00:00:00.000Z", NOW)).toBe(1_000);
});

it("names a run's failures as the official server does", async () => {
  const name = (text: string) => {
    const outcome = interpret({ status: 206, headers, text }, false, NOW);
    return outcome.kind === "fail" && (outcome.error as Error).name;
  };
  expect(name('[{"id":"s","op":"Sleep","name":"2y"}]')).toBe("UnsupportedOperation");
  expect(name('[{"id":"s","op":"Sleep","name":"367d"}]')).toBe("InngestErrTimeoutTooLong");
  expect(name(JSON.stringify(list(1_001).map(() => ({ id: "p", op: "StepPlanned" }))))).toBe(
    "InngestErrFunctionOverflowed",
  );
  expect(await stateOf(REAL_LIMITS.runStateBytes.max + 1)).toBe(RUN_FAILURES.stateTooLarge.message);
});

it("gives a step with too large an output another try, as long as there is one", () => {
  const data = text(REAL_LIMITS.stepOutputBytes.max);
  const reply = { status: 206, headers, text: JSON.stringify([{ id: "s", op: "StepRun", data }]) };
  expect(interpret(reply, false, NOW)).toMatchObject({ kind: "retry", saved: [] });
  expect(interpret(reply, true, NOW)).toMatchObject({ kind: "fail" });
  expect(tooLargeStep([{ id: "s", value: `{"data":"${data}"}` }])).toContain("output of step s");
  expect(tooLargeStep([{ id: "s", value: `{"data":"${stepOutput(data.length)}"}` }])).toBeNull();
});
