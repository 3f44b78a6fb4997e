/**
 * The limits of the official Inngest server, each with its source and what this server does about it.
 *
 * `source` is a file of github.com/inngest/inngest at commit 253303c (22 August 2026), or a page of Inngest's
 * documentation read on 29 November 2026. Sizes are bytes of UTF-8 text. No limit was found for: the length of
 * a function's id, of a step's id or name and of an event's id; the number of functions in an app; the size of
 * a request as a whole.
 */
interface Limit {
  min?: number;
  max?: number;
  of: string;
  source: string;
  /**
   * refused: the registration, event or request is. run fails: at once, without another try. try fails: the
   * call counts as a failed try. clamped: the value is moved to the limit without a word, as there.
   * no such option: this server refuses the option as a whole. not enforced: see `of`.
   */
  here: "refused" | "run fails" | "try fails" | "clamped" | "no such option" | "not enforced";
}

const KIB = 1_024;
const MIB = 1_024 * KIB;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const CONSTS = "pkg/consts/consts.go";
const TRIGGER = "pkg/inngest/trigger.go";
const BATCH = "pkg/inngest/batch.go; the maxima are Inngest Cloud's Pro plan";
const SESSIONS = "pkg/consts/consts.go, pkg/event/sessions.go";
const DEFERS = "pkg/consts/consts.go, pkg/execution/defers";

const row = <const L extends Limit>(limit: L): L => limit;

export const REAL_LIMITS = {
  // Registration
  triggers: row({ max: 10, of: "triggers of a function", source: CONSTS, here: "refused" }),
  triggerEventBytes: row({ max: 255, of: "event name in a trigger", source: TRIGGER, here: "refused" }),
  cronBytes: row({ max: 255, of: "text of a cron trigger", source: TRIGGER, here: "refused" }),
  concurrency: row({ max: 2, of: "concurrency constraints of a function", source: CONSTS, here: "refused" }),
  batchSize: row({ min: 2, max: 100, of: "events of a batch", source: BATCH, here: "refused" }),
  batchTimeoutMs: row({
    ...{ min: SECOND_MS, max: 5 * MINUTE_MS, source: BATCH, here: "refused" },
    of: "wait of a batch; h, m, s and ms are its units, d and w are refused",
  }),
  retries: row({ max: 20, of: "retries", source: "pkg/sdk/function.go", here: "clamped" }),

  // Events
  eventBytes: row({ max: 3 * MIB, of: "an event", source: "pkg/api/api.go", here: "refused" }),
  eventNameBytes: row({
    ...{ max: 512, source: `${CONSTS}, pkg/api/v2/endpoints_event.go`, here: "refused" },
    of: "event name; there only the second API checks it, POST /e takes any length",
  }),
  requestEvents: row({ max: 5_000, of: "events of a request", source: CONSTS, here: "refused" }),
  eventTimeMs: row({
    ...{ min: Date.UTC(1980, 0), max: Date.UTC(2100, 0), source: "pkg/event/event.go", here: "refused" },
    of: "time of an event, milliseconds since 1970",
  }),

  // Runs
  runSteps: row({
    ...{ max: 999, source: "pkg/execution/executor/validate.go", here: "run fails" },
    of: "finished steps of a run that is called again; 1,000 are one too many. Steps of the last call are free",
  }),
  answerOperations: row({
    ...{ max: 1_000, source: "pkg/execution/executor/executor.go", here: "run fails" },
    of: "operations in one answer",
  }),
  stepOutputBytes: row({
    ...{ max: 4 * MIB, source: "pkg/execution/state/opcode.go", here: "try fails" },
    of: 'output of a step with its wrapper {"data":…}; a checkpoint of it is answered with 413',
  }),
  stepInputBytes: row({
    ...{ max: 4 * MIB, source: "pkg/execution/state/opcode.go", here: "try fails" },
    of: "input of a step (the arguments given to step.run)",
  }),
  answerBytes: row({
    ...{ max: 8 * MIB, source: "pkg/execution/exechttp/exechttp.go", here: "try fails" },
    of: "answer of the app to a call",
  }),
  runStateBytes: row({
    ...{ max: 32 * MIB, source: "pkg/execution/executor/executor.go", here: "run fails" },
    of: "events and step outputs of a run; a checkpoint beyond it is answered with 413",
  }),
  sleepMs: row({ max: 366 * DAY_MS, of: "a sleep", source: CONSTS, here: "run fails" }),
  retryAfterMs: row({
    ...{ min: SECOND_MS, max: DAY_MS, source: "pkg/headers/headers.go", here: "clamped" },
    of: "delay that the app asks for with retry-after",
  }),

  // Options that this server does not have
  cancellations: row({ max: 5, of: "cancelOn events", source: CONSTS, here: "no such option" }),
  cronJitterMs: row({
    ...{
      min: SECOND_MS,
      max: 5 * MINUTE_MS,
      of: "jitter of a cron",
      source: TRIGGER,
      here: "no such option",
    },
  }),
  debounceMs: row({
    ...{ min: SECOND_MS, max: 7 * DAY_MS, of: "debounce period", source: CONSTS, here: "no such option" },
  }),
  rateLimitMs: row({
    ...{ max: DAY_MS, of: "rateLimit period", source: "pkg/inngest/function.go", here: "no such option" },
  }),
  prioritySeconds: row({
    ...{ min: -12 * 3_600, max: 12 * 3_600, of: "priority", source: CONSTS, here: "no such option" },
  }),
  waitForEventMs: row({ max: 366 * DAY_MS, of: "waitForEvent", source: CONSTS, here: "no such option" }),
  defers: row({ max: 20, of: "defers of a run", source: DEFERS, here: "no such option" }),
  deferBytes: row({ max: 4 * MIB, of: "inputs of a run's defers", source: DEFERS, here: "no such option" }),

  // What is not enforced here, and why
  callBytes: row({
    ...{ max: 4 * MIB, source: "pkg/execution/driver/driver.go", here: "not enforced" },
    of: "a call; there the app fetches events and steps when they are more, here all is sent",
  }),
  callMs: row({
    ...{ max: 2 * HOUR_MS, source: CONSTS, here: "not enforced" },
    of: "a call; here 15 minutes, after which it counts as not answered",
  }),
  batchBytes: row({
    ...{ max: 10 * MIB, source: "pkg/execution/batch/redis.go", here: "not enforced" },
    of: "a batch, which then runs before it is full",
  }),
  functionConcurrency: row({
    ...{ max: 1_000, source: "pkg/devserver/devserver.go", here: "not enforced" },
    of: "calls at the same time, of a self-hosted server",
  }),
  sessions: row({ max: 5, of: "sessions of an event", source: SESSIONS, here: "not enforced" }),
  sessionKeyBytes: row({ max: 128, of: "a session's key", source: SESSIONS, here: "not enforced" }),
  sessionIdBytes: row({ max: 512, of: "a session's id", source: SESSIONS, here: "not enforced" }),
};

/** Delays between tries, pkg/backoff/backoff.go; up to `REAL_BACKOFF_JITTER_MS` is added to each by chance. */
export const REAL_BACKOFF_MS = [
  ...[15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 20, 40].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2].map((hours) => hours * HOUR_MS),
];
export const REAL_BACKOFF_JITTER_MS = 30 * SECOND_MS;
