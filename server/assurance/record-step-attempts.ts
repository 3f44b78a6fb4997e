import { sql } from "drizzle-orm";
import type { z } from "zod";
import { database } from "@/db/client";
import { batcher } from "@/server/shared/batcher";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { receiptCtes } from "@/server/shared/deliveries";
import { type RecordStepAttemptsInput, recordStepAttemptsInput } from "./schemas";

export const MAX_ERROR_LENGTH = 2_000;

type Input = z.output<typeof recordStepAttemptsInput>;

/** Runs that end at the same time share one statement. The rows are committed when the promise resolves. */
const write = batcher(async (inputs: Input[]) => {
  const rows = inputs
    .flatMap(({ attempts }) => attempts)
    .map((a) => ({ ...a, error: a.error?.slice(0, MAX_ERROR_LENGTH) ?? null }));
  await database().execute(sql`
    with ${receiptCtes(inputs.flatMap(({ receipts }) => receipts))}
    insert into assurance.step_attempts (run_id, function_id, step, attempt, event_id, event_name,
      correlation_id, outcome, error, started_at, ended_at)
    select "runId", "functionId", step, attempt, "eventId", "eventName", "correlationId", outcome, error,
      "startedAt", "endedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a("runId" text, "functionId" text, step text,
      attempt int, "eventId" uuid, "eventName" text, "correlationId" uuid, outcome text, error text,
      "startedAt" timestamptz, "endedAt" timestamptz)`);
  return inputs.map(() => undefined);
});

/**
 * Records attempts at steps of reactions, for the saga timeline: one row per event, because a run may serve several
 * events. The same statement writes the receipts: a function has finished an event, and nobody publishes it again for
 * that function. The statement is outside of the step's own transaction, so that failed attempts are recorded too.
 */
export async function recordStepAttempts(ctx: RequestContext, input: RecordStepAttemptsInput): Promise<void> {
  requireSystem(ctx.actor);
  await write(recordStepAttemptsInput.parse(input));
}
