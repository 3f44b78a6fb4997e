import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { MAX_ERROR_LENGTH } from "./record-step-attempts";
import { type RecordSweptItemInput, recordSweptItemInput } from "./schemas";

/**
 * Records what a sweep did about one item of a reservation, for the saga timeline. All attempts at one item are one
 * "run"; this statement counts them.
 */
export async function recordSweptItem(ctx: RequestContext, input: RecordSweptItemInput): Promise<void> {
  requireSystem(ctx.actor);
  const { functionId, id, step, reservationId, eventId, error, startedAt, endedAt } =
    recordSweptItemInput.parse(input);
  await database().execute(sql`
    insert into assurance.step_attempts (run_id, function_id, step, attempt, event_id, correlation_id,
      outcome, error, started_at, ended_at)
    select ${id}, ${functionId}, ${step}, coalesce(max(attempt) + 1, 0), ${eventId ?? null}::uuid, ${reservationId},
      ${error === null ? "SUCCEEDED" : "FAILED"}, ${error?.slice(0, MAX_ERROR_LENGTH) ?? null},
      ${startedAt.toISOString()}::timestamptz, ${endedAt.toISOString()}::timestamptz
    from assurance.step_attempts
    where correlation_id = ${reservationId} and run_id = ${id} and function_id = ${functionId} and step = ${step}`);
}
