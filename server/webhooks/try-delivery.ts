import { databaseClock } from "@/server/shared/database-clock";
import { composeDelivery } from "./compose-delivery";
import type { LeasedDelivery } from "./lease-deliveries";
import { liveSecrets } from "./secret-facts";
import { signatureHeaders } from "./signature-rules";
import { type Outcome, postWebhook, type TransportOptions } from "./webhook-transport";

const notSigned: Outcome = {
  ...{ status: null, failure: "SECRET", excerpt: null, durationMs: 0, askedSeconds: null },
};

/**
 * Sends a leased delivery once, signed by every secret of its endpoint. The id of the webhook is that of the event, so that a
 * receiver can tell what it has had already.
 *
 * @returns null when there is nothing to send, because the event is no longer kept.
 */
export async function tryDelivery(
  delivery: LeasedDelivery,
  options: TransportOptions = {},
): Promise<Outcome | null> {
  const body = await composeDelivery(delivery);
  if (body === null) return null;
  const secrets = await liveSecrets(delivery.endpointId);
  if (secrets.length === 0) return notSigned;
  const headers = signatureHeaders(secrets, { id: delivery.eventId, at: await databaseClock(), body });
  return postWebhook({ url: delivery.url, headers, body }, options);
}
