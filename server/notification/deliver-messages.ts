import { type RequestContext, requireSystem } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { parse } from "@/server/shared/parse";
import type { MakeReceipt } from "./compose-attachments";
import { type DeliveryOutcome, deliverLeased, reasonForNoLease } from "./deliver-message";
import { takeLeases } from "./lease-mails";
import { CONNECTIONS } from "./mail-transport";
import { type DeliverMessagesInput, deliverMessagesInput } from "./schemas";

/** How many leases are taken at once: two mails for each connection. The lease of a mail that waits long is renewed. */
const AT_ONCE = 2 * CONNECTIONS;

/** The result of one e-mail. An e-mail that failed is queued again for the sweep. */
export type DeliveryResult =
  | { messageId: string; outcome: DeliveryOutcome }
  | { messageId: string; error: string };

/**
 * Sends several queued e-mails, each as `deliverMessage` does. The `message.sent` of each names the message's event as
 * its cause.
 *
 * @returns one result per message, in the order of the list. A mail that fails does not stop the others.
 */
export async function deliverMessages(
  ctx: RequestContext,
  input: DeliverMessagesInput,
  makeReceipt?: MakeReceipt,
): Promise<{ results: DeliveryResult[] }> {
  requireSystem(ctx.actor);
  const { messageIds } = parse(deliverMessagesInput, input);
  const results: DeliveryResult[] = [];
  for (let from = 0; from < messageIds.length; from += AT_ONCE)
    results.push(...(await deliverGroup(ctx, messageIds.slice(from, from + AT_ONCE), makeReceipt)));
  return { results };
}

async function deliverGroup(
  ctx: RequestContext,
  messageIds: readonly string[],
  makeReceipt?: MakeReceipt,
): Promise<DeliveryResult[]> {
  const leased = new Map((await takeLeases(messageIds)).map((message) => [message.id, message]));
  return Promise.all(
    messageIds.map(async (messageId) => {
      try {
        const message = leased.get(messageId);
        // An id that is twice in the list has one lease.
        leased.delete(messageId);
        const sent = message && (await deliverLeased(ctx, message, makeReceipt));
        return { messageId, outcome: sent ?? (await reasonForNoLease(messageId)) };
      } catch (error) {
        return { messageId, error: errorText(error) };
      }
    }),
  );
}
