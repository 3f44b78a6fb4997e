import canonicalize from "canonicalize";

/** A claimed call: what to call, and all that the call's body needs. */
export interface Job {
  id: string;
  runId: string;
  functionId: string;
  /** discover: continue the function; step: run one planned step; sleep: wait for a time. */
  kind: "discover" | "step" | "sleep";
  /** "step" for a discovery, else the hash of the step. */
  stepId: string;
  /** Tries that the function has used up, 0 for the first. */
  attempt: number;
  /** Calls that ended without an answer of the SDK; they do not count as tries. */
  drops: number;
  /** Grows with each claim: the answer to an earlier claim is stale. */
  generation: number;
  limits: string[];
  /** JCS texts. */
  events: string[];
  /** Finished steps in order of completion; values are JCS texts. */
  steps: { id: string; value: string }[];
  ended: boolean;
}

/** The first call of a new run; its id comes from the store. */
export function firstJob(runId: string, functionId: string, event: string, limits: string[]): Job {
  return {
    id: "",
    runId,
    functionId,
    kind: "discover",
    stepId: "step",
    attempt: 0,
    drops: 0,
    generation: 1,
    limits,
    events: [event],
    steps: [],
    ended: false,
  };
}

/** The signed body of a call, as JCS text: keys in order, and stored texts put in as they are. */
export function callBody(job: Job, maxAttempts: number, requestId: string): string {
  const stack = job.steps.map((step) => step.id);
  const ctx = canonicalize({
    run_id: job.runId,
    // With fn_id and qi_id the SDK checkpoints finished steps during the call: one call for many steps.
    fn_id: job.functionId,
    qi_id: job.id,
    job_id: job.id,
    request_id: requestId,
    generation_id: job.generation,
    attempt: job.attempt,
    max_attempts: maxAttempts,
    disable_immediate_execution: false,
    use_api: false,
    env: "",
    step_id: "step",
    stack: { stack, current: Math.max(0, stack.length - 1) },
  });
  const steps = [...job.steps]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((step) => `${JSON.stringify(step.id)}:${step.value}`)
    .join(",");
  const events = job.events.join(",");
  return (
    `{"ctx":${ctx},"defers":{},"event":${job.events[0]},"events":[${events}],` +
    `"steps":{${steps}},"use_api":false,"version":-1}`
  );
}
