import type { InngestEvent } from "./ingest";
import type { Job } from "./job";
import { FAILED_EVENT } from "./trigger-config";
import { ulid } from "./ulid";

/** The event `inngest/function.failed`, or null if the run was itself about a failure. */
export function failureEvent(job: Job, error: unknown): InngestEvent | null {
  const events = job.events.map((text) => JSON.parse(text) as InngestEvent);
  const [event] = events;
  if (!event || event.name === FAILED_EVENT) return null;
  const data = {
    function_id: job.functionId,
    run_id: job.runId,
    error,
    event,
    events,
    _inngest: { status: "Failed" },
  };
  return { id: ulid(), name: FAILED_EVENT, data, ts: Date.now() };
}
