import { type RequestContext, requireSystem } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { parse } from "@/server/shared/parse";
import { type DeliveryOutcome, deliverLeased, whyNot } from "./deliver-message";
import { takeLeases } from "./lease-mails";
import { CONNECTIONS } from "./mail-transport";
import { type DeliverMessagesInput, deliverMessagesInput } from "./schemas";

/** So many leases are taken at once: two mails for each connection. One that waits long is renewed. */
const AT_ONCE = 2 * CONNECTIONS;

/** What became of one e-mail. One that failed is queued again and left to the sweep. */
export type DeliveryResult =
  | { messageId: string; outcome: DeliveryOutcome }
  | { messageId: string; error: string };

/**
 * Sends several queued e-mails, each as `deliverMessage` does. The event about the message is the cause of its
 * `message.sent`.
 *
 * @returns one result per message, in the order of the list. A mail that fails does not stop the others.
 */
export async function deliverMessages(
  ctx: RequestContext,
  input: DeliverMessagesInput,
): Promise<{ results: DeliveryResult[] }> {
  requireSystem(ctx.actor);
  const { messageIds } = parse(deliverMessagesInput, input);
  const results: DeliveryResult[] = [];
  for (let from = 0; from < messageIds.length; from += AT_ONCE)
    results.push(...(await deliverGroup(ctx, messageIds.slice(from, from + AT_ONCE))));
  return { results };
}

async function deliverGroup(ctx: RequestContext, messageIds: readonly string[]): Promise<DeliveryResult[]> {
  const leased = new Map((await takeLeases(messageIds)).map((message) => [message.id, message]));
  return Promise.all(
    messageIds.map(async (messageId) => {
      try {
        const message = leased.get(messageId);
        // An id that is in the list twice has one lease.
        leased.delete(messageId);
        const sent = message && (await deliverLeased(ctx, message));
        return { messageId, outcome: sent ?? (await whyNot(messageId)) };
      } catch (error) {
        return { messageId, error: errorText(error) };
      }
    }),
  );
}
