import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { LawReport, ProviderTotals } from "@/server/assurance/schemas";
import { examplesOf, figuresOf, reportLaw } from "./report-law";

/** Each captured payment with the decision about it and the sum of its refunds, completed or not. */
const captures = sql`
  select p.id as payment_id, p.reservation_id, p.amount, d.decision,
    coalesce(f.refunds, 0)::int as refunds, coalesce(f.owed, 0)::bigint as owed
  from payment.payments p
  left join reservation.payment_decisions d on d.payment_id = p.id
  left join (select payment_id, count(*) as refunds, sum(amount) as owed from payment.refunds group by 1) f
    on f.payment_id = p.id
  where p.status = 'CAPTURED'`;

/** True for a capture `c` whose decision or refund is still missing, because an event is pending. */
const awaited = sql`(c.decision is null or (c.refunds = 0
  and (c.decision = 'REFUSED' or (r.status = 'CANCELLED' and r.refunded_amount > 0))))`;

const joined = sql`(${captures}) c
  left join reservation.reservations r on r.payment_id = c.payment_id and c.decision = 'ACCEPTED'`;

/**
 * L2: captured − refunded is the same at the provider, over all payments, and over all reservations. A refund counts from
 * the moment at which it is owed; a refused capture is owed back in full.
 */
export async function checkMoney(tx: Tx, provider?: ProviderTotals): Promise<LawReport> {
  const totals = await figuresOf(
    tx,
    sql`select
      (select coalesce(sum(amount), 0) from payment.payments where status = 'CAPTURED') as captured,
      (select coalesce(sum(amount), 0) from payment.refunds) as owed_back,
      (select coalesce(sum(amount), 0) from payment.refunds where status = 'COMPLETED') as refunded,
      (select coalesce(sum(paid_amount - refunded_amount), 0) from reservation.reservations
        where status in ('CREATED', 'CANCELLED')) as kept_by_reservations,
      (select count(*) from payment.refunds where status = 'PENDING')
        + (select count(*) from ${joined} where ${awaited}) as pending`,
  );
  const { pending = 0, ...figures } = totals;
  const violations = [
    ...(await examplesOf(
      tx,
      "a payment keeps what its reservation keeps",
      sql`select c.payment_id, c.reservation_id, c.decision, c.amount, c.owed, r.status, r.paid_amount, r.refunded_amount
          from ${joined} where not ${awaited} and (c.owed > c.amount
            or c.amount - c.owed <> case when c.decision = 'REFUSED' then 0
              else coalesce(r.paid_amount - r.refunded_amount, -1) end)`,
    )),
    ...(await examplesOf(
      tx,
      "a paid reservation has its captured payment",
      sql`select r.id as reservation_id, r.status, r.paid_amount, r.payment_id, p.status as payment_status
          from reservation.reservations r left join payment.payments p on p.id = r.payment_id
          where r.status in ('CREATED', 'CANCELLED')
            and (p.status is distinct from 'CAPTURED' or p.amount <> r.paid_amount)`,
    )),
    ...(await examplesOf(
      tx,
      "a refund belongs to a capture",
      sql`select f.id as refund_id, f.payment_id, p.status from payment.refunds f
          join payment.payments p on p.id = f.payment_id where p.status <> 'CAPTURED'`,
    )),
    ...(provider ? againstProvider(figures, provider) : []),
  ];
  return reportLaw("L2", { ...figures, ...providerFigures(provider) }, violations, { pending });
}

const providerFigures = (provider?: ProviderTotals): Record<string, number> =>
  provider ? { providerCaptured: provider.captured, providerRefunded: provider.refunded } : {};

function againstProvider(figures: Record<string, number>, provider: ProviderTotals) {
  const pairs = [
    ["captured", figures.captured, provider.captured],
    ["refunded", figures.refunded, provider.refunded],
  ] as const;
  return pairs
    .filter(([, here, there]) => here !== there)
    .map(([sum, here, there]) => ({ rule: "the provider has the same sums", sum, here, there }));
}
