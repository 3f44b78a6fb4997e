import { deliverMessage, queueMessages, reportUndelivered } from "@/server/notification";
import { toldEvents } from "@/server/notification/events";
import { steppedReaction } from "../reaction";

/**
 * Tells the customer. The inbox is served by the first step, so that a dead mail server never delays it;
 * an e-mail that stays undelivered is left to the sweep and makes no dead letter.
 */
export const notifyOnToldEvent = steppedReaction({
  id: "notify-on-told-event",
  on: Object.values(toldEvents),
  async react({ eventId, name, correlationId, data }, steps) {
    const { emailId } = await steps.run("queue-messages", (ctx) =>
      queueMessages(ctx, { eventId, name, correlationId, data }),
    );
    try {
      return await steps.run("deliver-email", (ctx) => deliverMessage(ctx, { messageId: emailId }));
    } catch {
      return steps.run("report-undelivered", (ctx) => reportUndelivered(ctx, { messageId: emailId }));
    }
  },
});
