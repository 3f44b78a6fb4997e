import { failureSubject, isKeyExpression } from "./expression";
import { durationMs, nextCronRun } from "./time";

export const FAILED_EVENT = "inngest/function.failed";

/** What Inngest does when a function says nothing: five attempts in all. */
const DEFAULT_RETRIES = 4;

/** A function as the server runs it, made from what the SDK registered. */
export interface FunctionConfig {
  id: string;
  /** Called for each discovery; `stepId` in its query is replaced to run one step. */
  url: string;
  /** First try included. */
  maxAttempts: number;
  events: { name: string; failureOf: string | null }[];
  crons: string[];
  concurrency: { limit: number; key: string | null }[];
  batch: { maxSize: number; timeoutMs: number; key: string | null } | null;
}

type Raw = Record<string, unknown>;

/** Raised when a function cannot be served faithfully; the message names the function and the option. */
export class UnsupportedFunction extends Error {}

/** Checks one registered function. Whatever is not known here is refused, never ignored. */
export function readFunction(raw: unknown): FunctionConfig {
  const config = record(raw, "function");
  const id = text(config.id, "function id");
  const refuse = (option: string, why = "is not supported by the local Inngest server"): never => {
    throw new UnsupportedFunction(`function "${id}": option "${option}" ${why}`);
  };
  const only = (value: Raw, path: string, known: string[]) => {
    for (const key of Object.keys(value)) if (!known.includes(key) && value[key] != null) refuse(path + key);
  };
  const key = (value: unknown, path: string): string | null => {
    if (value == null) return null;
    if (typeof value === "string" && isKeyExpression(value)) return value;
    return refuse(path, `has an expression that is not supported: ${JSON.stringify(value)}`);
  };

  only(config, "", ["id", "name", "triggers", "steps", "concurrency", "batchEvents"]);
  const step = readStep(config, only, refuse);
  const { events, crons } = readTriggers(config.triggers, only, refuse);
  const concurrency = readConcurrency(config.concurrency, only, refuse, key);
  const batch = readBatch(config.batchEvents, only, refuse, key);
  if (batch && concurrency.some((limit) => limit.key !== null)) {
    refuse("concurrency.key", "is not supported together with batchEvents");
  }
  if (batch && crons.length > 0) refuse("batchEvents", "is not supported together with a cron trigger");
  return { id, ...step, events, crons, concurrency, batch };
}

type Refuse = (option: string, why?: string) => never;
type Only = (value: Raw, path: string, known: string[]) => void;
type Key = (value: unknown, path: string) => string | null;

function readStep(config: Raw, only: Only, refuse: Refuse): { url: string; maxAttempts: number } {
  const steps = record(config.steps, "steps");
  only(steps, "steps.", ["step"]);
  const step = record(steps.step, "steps.step");
  only(step, "steps.step.", ["id", "name", "runtime", "retries"]);
  const runtime = record(step.runtime, "steps.step.runtime");
  only(runtime, "runtime.", ["type", "url"]);
  if (runtime.type !== "http") refuse("runtime.type", `is not supported: ${JSON.stringify(runtime.type)}`);
  const retries = step.retries == null ? {} : record(step.retries, "retries");
  only(retries, "retries.", ["attempts"]);
  const attempts = retries.attempts ?? DEFAULT_RETRIES;
  if (!isCount(attempts)) return refuse("retries.attempts", `is not a count: ${JSON.stringify(attempts)}`);
  const url = text(runtime.url, "runtime.url");
  if (!URL.canParse(url)) return refuse("runtime.url", "is not a URL");
  return { url: new URL(url).href, maxAttempts: attempts + 1 };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function readTriggers(value: unknown, only: Only, refuse: Refuse): Pick<FunctionConfig, "events" | "crons"> {
  const triggers = Array.isArray(value) ? value.map((t) => record(t, "trigger")) : [];
  if (triggers.length === 0) refuse("triggers", "is empty");
  for (const trigger of triggers) only(trigger, "triggers.", ["event", "expression", "cron"]);
  return {
    events: triggers.filter((t) => t.cron == null).map((t) => readEventTrigger(t, refuse)),
    crons: triggers.filter((t) => t.cron != null).map((t) => readCronTrigger(t, refuse)),
  };
}

function readEventTrigger(trigger: Raw, refuse: Refuse): FunctionConfig["events"][number] {
  const name = text(trigger.event, "trigger event");
  if (!/^[^*]+$|^(?:[^*]*[./])?\*$/.test(name))
    refuse("triggers.event", `may end with "*" only after "/" or ".": ${name}`);
  if (name.startsWith("inngest/") && name !== FAILED_EVENT) refuse("triggers.event", `cannot be ${name}`);
  if (trigger.expression == null) return { name, failureOf: null };
  const failureOf = name === FAILED_EVENT ? failureSubject(String(trigger.expression)) : null;
  return failureOf === null ? refuse("triggers.expression") : { name, failureOf };
}

function readCronTrigger(trigger: Raw, refuse: Refuse): string {
  const { cron } = trigger;
  if (trigger.event != null) refuse("triggers.event", "is not supported together with a cron");
  if (trigger.expression != null) refuse("triggers.expression", "is not supported together with a cron");
  if (typeof cron !== "string") return refuse("triggers.cron", `is not text: ${JSON.stringify(cron)}`);
  try {
    nextCronRun(cron, new Date());
  } catch (error) {
    refuse("triggers.cron", `is not valid: ${(error as Error).message}`);
  }
  return cron;
}

function readConcurrency(value: unknown, only: Only, refuse: Refuse, key: Key) {
  if (value == null) return [];
  const list = Array.isArray(value) ? value : [typeof value === "number" ? { limit: value } : value];
  return list
    .map((entry) => {
      const option = record(entry, "concurrency");
      only(option, "concurrency.", ["limit", "key", "scope"]);
      if (option.scope != null && option.scope !== "fn") refuse("concurrency.scope");
      if (!isCount(option.limit))
        return refuse("concurrency.limit", `is not a count: ${JSON.stringify(option.limit)}`);
      return { limit: option.limit, key: key(option.key, "concurrency.key") };
    })
    .filter((option) => option.limit > 0); // 0 means "no limit" for Inngest
}

function readBatch(value: unknown, only: Only, refuse: Refuse, key: Key): FunctionConfig["batch"] {
  if (value == null) return null;
  const batch = record(value, "batchEvents");
  only(batch, "batchEvents.", ["maxSize", "timeout", "key"]);
  const { maxSize } = batch;
  const timeoutMs = durationMs(String(batch.timeout));
  if (!isCount(maxSize) || maxSize === 0) return refuse("batchEvents.maxSize", "is not a positive integer");
  if (timeoutMs === null) return refuse("batchEvents.timeout", "is not a duration");
  return { maxSize, timeoutMs, key: key(batch.key, "batchEvents.key") };
}

function record(value: unknown, what: string): Raw {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Raw;
  throw new UnsupportedFunction(`${what} is not an object`);
}

function text(value: unknown, what: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new UnsupportedFunction(`${what} is missing`);
}
