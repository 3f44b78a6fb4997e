import { PING_TYPE, publicEvents, type WebhookBody } from "./events";

const byType = new Map(publicEvents.map((event) => [event.type, event]));

/** An event as the outbox keeps it. */
export type KeptEvent = { id: string; occurredAt: Date; data: unknown };

/** What a receiver gets of an event; null when the event does not have what its public schema asks for. */
export function bodyOf(type: string, { id, occurredAt, data }: KeptEvent): WebhookBody | null {
  const event = byType.get(type);
  const kept = event?.data.safeParse(data);
  if (!event || !kept?.success) return null;
  const { version } = event;
  return { id, type, version, timestamp: occurredAt.toISOString(), data: kept.data as WebhookBody["data"] };
}

/** What a receiver gets as a test. */
export const pingBody = (id: string, at: Date): WebhookBody => ({
  ...{ id, type: PING_TYPE, version: 1, timestamp: at.toISOString() },
  data: {},
});
