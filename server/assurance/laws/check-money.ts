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

/**
 * Each share of a refund that a change has allotted to a payment, with the refund that was made for it; null when there is
 * none yet. A refund of the release before the order names no change: it was the whole reservation's.
 */
const allotted = sql`
  select a.change_id, a.payment_id, c.reservation_id, a.amount, f.amount as refunded
  from reservation.allotments a
  join reservation.changes c on c.id = a.change_id
  join reservation.reservations r on r.id = c.reservation_id
  left join payment.refunds f on f.payment_id = a.payment_id and (f.change_id = a.change_id
    or (f.change_id is null and f.reason = 'CANCELLED' and f.reservation_id = r.id and r.status = 'CANCELLED' and c.ended_at >= r.ended_at))`;

/** True for a capture `c` that nobody has decided about, or that was refused and is not refunded, because an event is pending. */
const awaited = sql`(c.decision is null or (c.refunds = 0 and c.decision = 'REFUSED'))`;

/** What each order has been paid and gives back, and the sum of its charges. */
const orders = sql`
  select r.id as reservation_id, r.status,
    (select coalesce(sum(amount), 0) from reservation.charges where reservation_id = r.id)::bigint as charged,
    (select coalesce(sum(amount), 0) from reservation.payment_decisions
      where reservation_id = r.id and decision = 'ACCEPTED')::bigint as paid,
    (select coalesce(sum(a.amount), 0) from reservation.allotments a
      join reservation.changes c on c.id = a.change_id where c.reservation_id = r.id)::bigint as given_back
  from reservation.reservations r where r.status in ('CREATED', 'CANCELLED')`;

/**
 * L2: captured − refunded is the same at the provider, over all payments, and over all orders; the charges of each order add
 * up to what it was paid less what it gives back. A refund counts from the moment at which it is owed; a refused capture is
 * owed back in full.
 */
export async function checkMoney(tx: Tx, provider?: ProviderTotals): Promise<LawReport> {
  const totals = await figuresOf(
    tx,
    sql`select
      (select coalesce(sum(amount), 0) from payment.payments where status = 'CAPTURED') as captured,
      (select coalesce(sum(amount), 0) from payment.refunds) as owed_back,
      (select coalesce(sum(amount), 0) from payment.refunds where status = 'COMPLETED') as refunded,
      (select coalesce(sum(amount), 0) from reservation.charges) as kept_by_reservations,
      (select count(*) from payment.refunds where status = 'PENDING')
        + (select count(*) from (${captures}) c where ${awaited})
        + (select count(*) from (${allotted}) a where refunded is null) as pending`,
  );
  const { pending = 0, ...figures } = totals;
  const violations = [
    ...(await paymentViolations(tx)),
    ...(await orderViolations(tx)),
    ...(provider ? againstProvider(figures, provider) : []),
  ];
  return reportLaw("L2", { ...figures, ...providerFigures(provider) }, violations, { pending });
}

async function paymentViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "a payment gives back what its order allots",
      sql`select c.payment_id, c.reservation_id, c.decision, c.amount, c.owed, coalesce(a.allotted, 0)::bigint as allotted
          from (${captures}) c
          left join (select payment_id, sum(amount) as allotted from (${allotted}) x where refunded is not null group by 1) a
            on a.payment_id = c.payment_id
          where not ${awaited} and (c.owed > c.amount
            or c.owed <> case when c.decision = 'REFUSED' then c.amount else coalesce(a.allotted, 0) end)`,
    )),
    ...(await examplesOf(
      tx,
      "a refund is what its change allots",
      sql`select change_id, payment_id, reservation_id, amount, refunded from (${allotted}) a
          where refunded <> amount`,
    )),
    ...(await examplesOf(
      tx,
      "a refund belongs to a capture",
      sql`select f.id as refund_id, f.payment_id, p.status from payment.refunds f
          join payment.payments p on p.id = f.payment_id where p.status <> 'CAPTURED'`,
    )),
  ];
}

async function orderViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "charges = paid less given back",
      sql`select * from (${orders}) o where charged <> paid - given_back`,
    )),
    ...(await examplesOf(
      tx,
      "the charges of a change are its balance",
      sql`select c.id as change_id, c.reservation_id, c.kind, c.status, c.balance, coalesce(sum(l.amount), 0)::bigint as charged
          from reservation.changes c left join reservation.charges l on l.change_id = c.id
          group by c.id having coalesce(sum(l.amount), 0) <> case c.status when 'DONE' then c.balance else 0 end`,
    )),
    ...(await examplesOf(
      tx,
      "a paid change has its captured payment",
      sql`select d.payment_id, d.reservation_id, d.amount, p.status as payment_status, c.balance
          from reservation.payment_decisions d
          left join payment.payments p on p.id = d.payment_id
          left join reservation.changes c on c.id = d.change_id
          where d.decision = 'ACCEPTED'
            and (p.status is distinct from 'CAPTURED' or p.amount <> d.amount or c.balance is distinct from d.amount)`,
    )),
    ...(await examplesOf(
      tx,
      "a change that was to be paid has one accepted payment",
      sql`select c.id as change_id, c.reservation_id, c.kind, c.balance, count(d.payment_id)::int as payments
          from reservation.changes c
          left join reservation.payment_decisions d on d.change_id = c.id and d.reservation_id = c.reservation_id
            and d.decision = 'ACCEPTED'
          where c.status = 'DONE' and c.balance > 0 group by c.id having count(d.payment_id) <> 1`,
    )),
    ...(await issueViolations(tx)),
  ];
}

/** Each order was sold once, or was split from one that was, with its money. */
async function issueViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "a sold reservation was issued once",
      sql`select r.id as reservation_id, r.status from reservation.reservations r where r.status in ('CREATED', 'CANCELLED')
          and (select count(*) from reservation.changes c
            where c.reservation_id = r.id and c.status = 'DONE'
              and (c.kind = 'ISSUE' or (c.kind = 'SPLIT' and c.quote ? 'from'))) <> 1`,
    )),
    ...(await examplesOf(
      tx,
      "what leaves an order by a split comes into the new one",
      sql`select c.reservation_id, c.id as change_id, coalesce(sum(l.amount), 0)::bigint as moved,
            coalesce((select sum(o.amount) from reservation.charges o
              where o.change_id = (c.quote->'from'->>'changeId')::uuid and o.kind = 'TRANSFER'), 0)::bigint as left_behind
          from reservation.changes c left join reservation.charges l on l.change_id = c.id and l.kind = 'TRANSFER'
          where c.kind = 'SPLIT' and c.quote ? 'from' group by c.id
          having coalesce(sum(l.amount), 0) + coalesce((select sum(o.amount) from reservation.charges o
              where o.change_id = (c.quote->'from'->>'changeId')::uuid and o.kind = 'TRANSFER'), 0) <> 0`,
    )),
  ];
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
