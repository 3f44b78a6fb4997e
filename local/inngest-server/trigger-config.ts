import { type ConfigReader, type Raw, record, text } from "./config-reader";
import { nextCronRun } from "./cron";
import { failureSubject } from "./expression";
import { REAL_LIMITS } from "./real-limits";

export const FAILED_EVENT = "inngest/function.failed";

export interface EventTrigger {
  name: string;
  /** For a failure handler: the function whose failures trigger it. */
  failureOf: string | null;
}

/** Reads a function's triggers; refuses more than the limit, and the same one twice. */
export function readTriggers(
  value: unknown,
  reader: ConfigReader,
): { events: EventTrigger[]; crons: string[] } {
  const { refuse, only } = reader;
  const triggers = Array.isArray(value) ? value.map((t) => record(t, "trigger")) : [];
  if (triggers.length === 0) refuse("triggers", "is empty");
  const { max } = REAL_LIMITS.triggers;
  if (triggers.length > max) refuse("triggers", `has ${triggers.length} entries, the limit is ${max}`);
  const seen = new Set<string>();
  for (const trigger of triggers) {
    only(trigger, "triggers.", ["event", "expression", "cron"]);
    const same = JSON.stringify([trigger.event ?? null, trigger.expression ?? null, trigger.cron ?? null]);
    if (seen.has(same)) refuse("triggers", `has the same trigger twice: ${trigger.event ?? trigger.cron}`);
    seen.add(same);
  }
  return {
    events: triggers.filter((t) => t.cron == null).map((t) => readEventTrigger(t, reader)),
    crons: triggers.filter((t) => t.cron != null).map((t) => readCronTrigger(t, reader)),
  };
}

function readEventTrigger(trigger: Raw, { refuse }: ConfigReader): EventTrigger {
  const name = text(trigger.event, "trigger event");
  const { max } = REAL_LIMITS.triggerEventBytes;
  if (Buffer.byteLength(name) > max) refuse("triggers.event", `is longer than ${max} bytes`);
  if (!/^[^*]+$|^(?:[^*]*[./])?\*$/.test(name))
    refuse("triggers.event", `may end with "*" only after "/" or ".": ${name}`);
  if (name.startsWith("inngest/") && name !== FAILED_EVENT) refuse("triggers.event", `cannot be ${name}`);
  if (trigger.expression == null) return { name, failureOf: null };
  const failureOf = name === FAILED_EVENT ? failureSubject(String(trigger.expression)) : null;
  return failureOf === null ? refuse("triggers.expression") : { name, failureOf };
}

function readCronTrigger(trigger: Raw, { refuse }: ConfigReader): string {
  const { cron } = trigger;
  if (trigger.event != null) refuse("triggers.event", "is not supported together with a cron");
  if (trigger.expression != null) refuse("triggers.expression", "is not supported together with a cron");
  if (typeof cron !== "string") return refuse("triggers.cron", `is not text: ${JSON.stringify(cron)}`);
  const { max } = REAL_LIMITS.cronBytes;
  if (Buffer.byteLength(cron) > max) refuse("triggers.cron", `is longer than ${max} bytes`);
  let next: Date | null = null;
  try {
    next = nextCronRun(cron, new Date());
  } catch (error) {
    refuse("triggers.cron", `is not valid: ${(error as Error).message}`);
  }
  return next ? cron : refuse("triggers.cron", `never comes: ${cron}`);
}
