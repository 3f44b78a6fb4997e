import type { Delivery } from "./types";

/**
 * What is worth telling of a change's deliveries: not the inbox, where the customer reads this site, and no
 * failed e-mail once one went out. Of several failures the last one.
 */
export function toldDeliveries(deliveries: readonly Delivery[]): Delivery[] {
  const emails = deliveries.filter(({ channel }) => channel === "EMAIL");
  const sent = emails.filter(({ name }) => name === "notification/message.sent");
  return sent.length > 0 ? sent : emails.slice(-1);
}
