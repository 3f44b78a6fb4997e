import type { Steps } from "@/inngest/steps/journaled-steps";
import { outcomeOf } from "@/inngest/steps/outcomes";
import { steppedReaction } from "@/inngest/steps/reaction";
import type { Received } from "@/inngest/steps/received-event";
import { receiptForMail } from "@/server/flows/compose-mailed-receipt";
import { deliverMessages, queueMessages, reportUndeliveredMessage } from "@/server/notification";

/**
 * Notifies customers of events. An event is confirmed as soon as its messages are queued: a mail server that is down does
 * not delay the inbox. An e-mail that could not be sent is left to the sweep and makes no dead letter.
 */
async function notify(events: readonly Received[], steps: Steps): Promise<unknown> {
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
      for (const messageId of undelivered) await reportUndeliveredMessage(ctx, { messageId });
    });
  return { emails: messageIds.length };
}

/**
 * Sends e-mails. When there is only one and it fails, the engine retries it. Of several, those that fail are left to the
 * sweep, so that one refused address does not keep the run alive for hours.
 *
 * @returns the ids of the messages that were not sent.
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
        const { results } = await deliverMessages(ctx, { messageIds: [...messageIds] }, receiptForMail);
        return results.map((result) => outcomeOf(result, ({ outcome }) => outcome));
      },
      { leavesFailures: messageIds.length > 1 },
    );
    return messageIds.filter((_, index) => outcomes[index] === null);
  } catch {
    return messageIds;
  }
}

export const notifyOnReservationEvent = steppedReaction({ id: "notify-on-reservation-event", react: notify });
export const notifyOnContactEvent = steppedReaction({ id: "notify-on-contact-event", react: notify });
export const notifyOnPaymentEvent = steppedReaction({ id: "notify-on-payment-event", react: notify });
export const notifyOnOrderEvent = steppedReaction({ id: "notify-on-order-event", react: notify });
export const notifyOnMileageEvent = steppedReaction({ id: "notify-on-mileage-event", react: notify });
