import { database } from "@/db/client";
import { stepAttempts } from "@/db/schema/operations";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { type RecordStepAttemptsInput, recordStepAttemptsInput } from "./schemas";

export const MAX_ERROR_LENGTH = 2_000;

/**
 * Writes down attempts at steps of reactions, for the saga timeline: one row per event, since a batch
 * serves many. It is one statement outside of the step's own transaction, so that failures are kept too.
 */
export async function recordStepAttempts(ctx: RequestContext, input: RecordStepAttemptsInput): Promise<void> {
  requireSystem(ctx.actor);
  const attempts = recordStepAttemptsInput.parse(input);
  await database()
    .insert(stepAttempts)
    .values(attempts.map((a) => ({ ...a, error: a.error?.slice(0, MAX_ERROR_LENGTH) ?? null })));
}
