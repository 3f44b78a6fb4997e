import { deliverMessages, queueMessages, reportUndelivered } from "@/server/notification";
import { steppedReaction } from "@/inngest/steps/reaction";
import type { Received } from "@/inngest/steps/received-event";
import { outcomeOf, type Steps } from "@/inngest/steps";

/**
 * Tells customers. Once messages are queued their events are done with: the inbox has its own, so that a dead
 * mail server never delays it, and an e-mail that stays unsent is left to the sweep and makes no dead letter.
 */
async function tell(events: readonly Received[], steps: Steps): Promise<unknown> {
  const emailIds = await steps.together(
    "queue-messages",
    events,
    async (ctx) => {
      const { results } = await queueMessages(ctx, { events: [...events] });
      return results.map((result) => outcomeOf(result, ({ emailId }) => emailId));
    },
    { settles: true, recordsEvents: false },
  );
  const withEmail = events.filter((_, index) => emailIds[index]);
  const messageIds = emailIds.filter((id) => id !== null);
  if (messageIds.length === 0) return { emails: 0 };
  const undelivered = await deliver(messageIds, withEmail, steps);
  if (undelivered.length > 0)
    await steps.run("report-undelivered", async (ctx) => {
      for (const messageId of undelivered) await reportUndelivered(ctx, { messageId });
    });
  return { emails: messageIds.length };
}

/**
 * Sends e-mails. One that is alone is tried again by the engine; of several, those that fail are left to the sweep, so
 * that a refused address does not keep the run of the others going for hours.
 *
 * @returns those that did not go out.
 */
async function deliver(
  messageIds: readonly string[],
  about: readonly Received[],
  steps: Steps,
): Promise<readonly string[]> {
  try {
    const outcomes = await steps.together(
      "deliver-email",
      about,
      async (ctx) => {
        const { results } = await deliverMessages(ctx, { messageIds: [...messageIds] });
        return results.map((result) => outcomeOf(result, ({ outcome }) => outcome));
      },
      { leavesFailures: messageIds.length > 1 },
    );
    return messageIds.filter((_, index) => outcomes[index] === null);
  } catch {
    return messageIds;
  }
}

export const notifyOnReservationEvent = steppedReaction({ id: "notify-on-reservation-event", react: tell });
export const notifyOnPaymentEvent = steppedReaction({ id: "notify-on-payment-event", react: tell });
export const notifyOnMileageEvent = steppedReaction({ id: "notify-on-mileage-event", react: tell });
