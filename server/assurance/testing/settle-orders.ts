import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { sealAuditLog } from "@/server/assurance";
import { lacksMessages } from "@/server/assurance/event-predicates";
import { catchUpHistory } from "@/server/history";
import { catchUpRecipients, deliverMessages, queueMessages } from "@/server/notification";
import type { QueueMessagesInput } from "@/server/notification/schemas";
import { refundPayment } from "@/server/payment";
import { RefundRefused } from "@/server/payment/payment-gateway";
import { system } from "@/server/reservation/testing/fixtures";
import { settleMiles } from "@/server/reservation/testing/flown";
import { untilCaughtUp } from "@/server/shared/testing/projection";

type Refund = { paymentId: string; amount: number };
type Settled = {
  reservationId: string;
  locator: string;
  changeId?: string;
  refunds?: Refund[];
  paymentId?: string;
  amount?: number;
};

/**
 * Has all contexts react to the events of reservations, by the verbs that the reactions of the engine call: refunds, tried
 * again until they are made, miles, messages, timeline and seals. Afterwards nothing is pending.
 */
export async function settleOrders(reservationIds: readonly string[]): Promise<void> {
  await settleRefunds(reservationIds);
  await settleMiles(reservationIds);
  await untilCaughtUp((options) => catchUpRecipients(system, options));
  await sendMessages();
  await untilCaughtUp((options) => catchUpHistory(system, options));
  await sealAuditLog(system);
  // No engine runs here: all that it would have been told is done.
  await database().execute(sql`update shared.outbox set published_at = now() where published_at is null`);
}

async function settleRefunds(reservationIds: readonly string[]): Promise<void> {
  const { rows } = await database().execute<{ name: string; data: Settled }>(sql`
    select name, data from shared.outbox
    where correlation_id = any(${sql.param([...reservationIds])}::uuid[]) order by seq`);
  for (const { name, data } of rows) {
    const { changeId = null, refunds = [] } = data;
    const reason = name === "reservation/reservation.cancelled" ? "CANCELLED" : "CHANGED";
    for (const refund of refunds) await untilMade({ ...refund, reason, changeId, of: data });
    if (name === "reservation/payment.refused")
      await untilMade({ paymentId: data.paymentId ?? "", amount: data.amount ?? 0, reason: "REFUSED" });
  }
}

async function untilMade(refund: Parameters<typeof refundPayment>[1]): Promise<void> {
  for (;;)
    try {
      return await refundPayment(system, refund);
    } catch (error) {
      if (!(error instanceof RefundRefused)) throw error;
    }
}

/** Stores the messages of all events that have none yet, and sends their e-mails. */
async function sendMessages(): Promise<void> {
  for (;;) {
    const { rows: events } = await database().execute<QueueMessagesInput["events"][number]>(sql`
      select o.id as "eventId", o.name, o.correlation_id as "correlationId", o.data,
        to_char(o.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt"
      from shared.outbox o where o.published_at is null and ${lacksMessages} order by o.seq limit 200`);
    if (events.length === 0) return;
    const { results } = await queueMessages(system, { events });
    const messageIds: string[] = [];
    for (const result of results) {
      if ("error" in result) throw new Error(result.error);
      if (result.emailId) messageIds.push(result.emailId);
    }
    for (const result of (await deliverMessages(system, { messageIds })).results)
      if ("error" in result) throw new Error(result.error);
  }
}
