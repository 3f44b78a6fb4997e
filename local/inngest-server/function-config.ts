import {
  type ConfigReader,
  configReader,
  isCount,
  type Raw,
  record,
  text,
  UnsupportedFunction,
} from "./config-reader";
import { isKeyExpression } from "./expression";
import { REAL_LIMITS } from "./real-limits";
import { durationMs } from "./time";
import { type EventTrigger, readTriggers } from "./trigger-config";

/** Inngest's default: five attempts in all. */
const DEFAULT_RETRIES = 4;

/** A function as the server runs it, made from what the SDK registered. */
export interface FunctionConfig {
  id: string;
  /** Called for each discovery; `stepId` in its query is replaced to run one step. */
  url: string;
  /** First try included. */
  maxAttempts: number;
  events: EventTrigger[];
  crons: string[];
  concurrency: { limit: number; key: string | null }[];
  batch: { maxSize: number; timeoutMs: number; key: string | null } | null;
}

/** Reads all functions of an app. Throws UnsupportedFunction that says for each what is wrong with it. */
export function readFunctions(raw: unknown): FunctionConfig[] {
  if (!Array.isArray(raw)) throw new UnsupportedFunction("the app sent no list of functions");
  const problems: string[] = [];
  const functions = raw.flatMap((each) => {
    try {
      return [readFunction(each)];
    } catch (error) {
      if (!(error instanceof UnsupportedFunction)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length === 0) return functions;
  throw new UnsupportedFunction(`At least one function is invalid: ${problems.join("; ")}`);
}

/** Checks one registered function. An option that this server does not know is refused, never ignored. */
export function readFunction(raw: unknown): FunctionConfig {
  const config = record(raw, "function");
  const id = text(config.id, "function id");
  const reader = configReader(id);
  const { refuse, only } = reader;

  only(config, "", ["id", "name", "triggers", "steps", "concurrency", "batchEvents"]);
  if (typeof config.name !== "string" || config.name === "") refuse("name", "is missing");
  const step = readStep(config, reader);
  const { events, crons } = readTriggers(config.triggers, reader);
  const concurrency = readConcurrency(config.concurrency, reader);
  const batch = readBatch(config.batchEvents, reader);
  if (batch && concurrency.some((limit) => limit.key !== null)) {
    refuse("concurrency.key", "is not supported together with batchEvents");
  }
  if (batch && crons.length > 0) refuse("batchEvents", "is not supported together with a cron trigger");
  return { id, ...step, events, crons, concurrency, batch };
}

function readStep(config: Raw, { refuse, only }: ConfigReader): { url: string; maxAttempts: number } {
  const steps = record(config.steps, "steps");
  only(steps, "steps.", ["step"]);
  const step = record(steps.step, "steps.step");
  only(step, "steps.step.", ["id", "name", "runtime", "retries"]);
  if (typeof step.name !== "string" || step.name === "") refuse("steps.step.name", "is missing");
  const runtime = record(step.runtime, "steps.step.runtime");
  only(runtime, "runtime.", ["type", "url"]);
  if (runtime.type !== "http") refuse("runtime.type", `is not supported: ${JSON.stringify(runtime.type)}`);
  const retries = step.retries == null ? {} : record(step.retries, "retries");
  only(retries, "retries.", ["attempts"]);
  const attempts = retries.attempts ?? DEFAULT_RETRIES;
  if (!isCount(attempts)) return refuse("retries.attempts", `is not a count: ${JSON.stringify(attempts)}`);
  const url = text(runtime.url, "runtime.url");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return refuse("runtime.url", "is not an http URL");
  }
  return { url: new URL(url).href, maxAttempts: Math.min(attempts, REAL_LIMITS.retries.max) + 1 };
}

function readKey(value: unknown, path: string, { refuse }: ConfigReader): string | null {
  if (value == null) return null;
  if (typeof value === "string" && isKeyExpression(value)) return value;
  return refuse(path, `has an expression that is not supported: ${JSON.stringify(value)}`);
}

function readConcurrency(value: unknown, reader: ConfigReader): FunctionConfig["concurrency"] {
  const { refuse, only } = reader;
  if (value == null) return [];
  const list = Array.isArray(value) ? value : [typeof value === "number" ? { limit: value } : value];
  const { max } = REAL_LIMITS.concurrency;
  if (list.length > max) refuse("concurrency", `has ${list.length} constraints, the limit is ${max}`);
  return list
    .map((entry) => {
      const option = record(entry, "concurrency");
      only(option, "concurrency.", ["limit", "key", "scope"]);
      if (option.scope != null && option.scope !== "fn") refuse("concurrency.scope");
      if (!isCount(option.limit))
        return refuse("concurrency.limit", `is not a count: ${JSON.stringify(option.limit)}`);
      return { limit: option.limit, key: readKey(option.key, "concurrency.key", reader) };
    })
    .filter((option) => option.limit > 0); // 0 means "no limit" for Inngest
}

function readBatch(value: unknown, reader: ConfigReader): FunctionConfig["batch"] {
  const { refuse, only } = reader;
  if (value == null) return null;
  const batch = record(value, "batchEvents");
  only(batch, "batchEvents.", ["maxSize", "timeout", "key"]);
  const { maxSize } = batch;
  const size = REAL_LIMITS.batchSize;
  if (!isCount(maxSize) || maxSize < size.min || maxSize > size.max)
    return refuse("batchEvents.maxSize", `is not a count from ${size.min} to ${size.max}`);
  const timeout = String(batch.timeout);
  const timeoutMs = /[dw]/.test(timeout) ? null : durationMs(timeout);
  if (timeoutMs === null) return refuse("batchEvents.timeout", "is not a duration in h, m, s or ms");
  const wait = REAL_LIMITS.batchTimeoutMs;
  if (timeoutMs < wait.min || timeoutMs > wait.max)
    return refuse("batchEvents.timeout", `is not from ${wait.min} to ${wait.max} ms`);
  return { maxSize, timeoutMs, key: readKey(batch.key, "batchEvents.key", reader) };
}
