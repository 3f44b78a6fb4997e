import type { Delivery } from "./types";

/**
 * The deliveries of an event that the timeline shows: e-mails, not the inbox. Once one was sent, failed attempts are
 * left out; until then only the last failure is shown.
 */
export function shownDeliveries(deliveries: readonly Delivery[]): Delivery[] {
  const emails = deliveries.filter(({ channel }) => channel === "EMAIL");
  const sent = emails.filter(({ name }) => name !== "notification/message.failed");
  return sent.length > 0 ? sent : emails.slice(-1);
}
