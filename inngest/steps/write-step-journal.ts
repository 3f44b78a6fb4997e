import type { Consumer } from "@/inngest/subscriptions";
import { confirmReceipts, recordStepAttempts } from "@/server/assurance";
import { systemContext } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { log } from "@/server/shared/log";
import { succeeded, type Tried } from "./outcomes";

type Attempt = Tried & { step: string; startedAt: Date; settles: boolean };

/**
 * Writes attempts and receipts in one statement. A failure to write the journal is only logged, because it must not
 * change the result of the work. A receipt that cannot be written fails the step.
 */
export async function writeStepJournal(
  consumer: Consumer,
  { runId, attempt }: { runId: string; attempt: number },
  { step, startedAt, about, outcomes, settles }: Attempt,
): Promise<void> {
  const ctx = systemContext(consumer);
  const endedAt = new Date();
  const attempts = about.map(({ eventId, name, correlationId }, index) => {
    const outcome = outcomes[index];
    const error = outcome && "error" in outcome ? errorText(outcome.error) : null;
    const how = error === null ? ("SUCCEEDED" as const) : ("FAILED" as const);
    const event = { eventId, eventName: name, correlationId };
    return { runId, functionId: consumer, step, attempt, ...event, outcome: how, error, startedAt, endedAt };
  });
  const receipts = settles ? succeeded(about, outcomes).map(({ eventId }) => ({ eventId, consumer })) : [];
  try {
    await recordStepAttempts(ctx, { attempts, receipts });
  } catch (failure) {
    log.warn({ err: failure, functionId: consumer, step }, "could not write the step journal");
    if (receipts.length > 0) await confirmReceipts(ctx, receipts);
  }
}
