import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** Its body limit is 256 KB. */
const PAYMENTS_PER_CALL = 250;
const START_MS = 60_000;

/** Payments that this seed wrote have provider ids that follow from their own. */
const SEEDED = `
  select p.checkout_session_id as session, p.payment_intent_id as intent, p.id as "paymentId",
    p.reservation_id as "reservationId", p.amount::int as amount,
    (extract(epoch from p.captured_at) * 1000)::bigint::float8 as "capturedAt",
    coalesce((select jsonb_agg(jsonb_build_object('id', f.provider_refund_id, 'refundId', f.id, 'amount', f.amount,
      'createdAt', (extract(epoch from f.completed_at) * 1000)::bigint))
      from payment.refunds f where f.payment_id = p.id and f.provider_refund_id = 're_' || replace(f.id::text, '-', '')), '[]')
      as refunds
  from payment.payments p
  where p.status = 'CAPTURED' and p.payment_intent_id = 'pi_' || replace(p.id::text, '-', '') order by p.id`;

/**
 * Tells the local payment gateway of the payments of the past, so that it can refund them and its sums are ours. What it
 * knows already changes nothing: each start tells it again, should it have lost its journal.
 */
export async function tellGateway(databaseUrl: string, gatewayUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: payments } = await client.query(SEEDED);
    if (payments.length > 0) await untilHealthy(gatewayUrl);
    for (let start = 0; start < payments.length; start += PAYMENTS_PER_CALL) {
      const answer = await fetch(`${gatewayUrl}/_control/payments`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ payments: payments.slice(start, start + PAYMENTS_PER_CALL) }),
      });
      if (!answer.ok) throw new Error(`the payment gateway refused the past: ${await answer.text()}`);
    }
  } finally {
    await client.end();
  }
}

/** The gateway starts beside the database. */
async function untilHealthy(gatewayUrl: string): Promise<void> {
  const until = performance.now() + START_MS;
  for (;;) {
    const answer = await fetch(`${gatewayUrl}/health`).catch(() => null);
    if (answer?.ok) return;
    if (performance.now() > until) throw new Error("the payment gateway does not answer");
    await sleep(100);
  }
}
