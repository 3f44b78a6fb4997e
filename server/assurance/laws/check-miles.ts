import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { LawReport } from "@/server/assurance/schemas";
import { isKept } from "@/server/shared/event-log";
import { awaitsMiles, awaitsReversal, creditedReservations, unbookedEvents } from "./miles-predicates";
import { examplesOf, figuresOf, LATE, reportLaw } from "./report-law";

/**
 * L3: for each member, balance = sum of the ledger = miles of created reservations − miles given back. The miles of a
 * cancelled reservation add up to those of the legs that it kept.
 */
export async function checkMiles(tx: Tx): Promise<LawReport> {
  const { pending = 0, late = 0, ...figures } = await mileageFigures(tx);
  const violations = [...(await ledgerViolations(tx)), ...(await eventViolations(tx))];
  return reportLaw("L3", figures, violations, { pending, late });
}

const mileageFigures = (tx: Tx) =>
  figuresOf(
    tx,
    sql`select (select coalesce(sum(balance_miles), 0) from mileage.accounts) as balance,
      (select coalesce(sum(miles), 0) from mileage.ledger) as ledger,
      coalesce(sum(earned), 0) as earned, coalesce(sum(due_back), 0) as taken_back,
      count(*) filter (where ${awaitsMiles}) + count(*) filter (where ${awaitsReversal}) as pending,
      count(*) filter (where ${awaitsMiles} and created_at < now() - ${LATE})
        + count(*) filter (where ${awaitsReversal} and cancelled_at < now() - ${LATE}) as late
    from (${creditedReservations}) r`,
  );

async function ledgerViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "balance = sum of the ledger",
      sql`select member_id, coalesce(a.balance_miles, 0)::int as balance, coalesce(l.miles, 0)::int as ledger
          from mileage.accounts a full join
            (select member_id, sum(miles) as miles from mileage.ledger group by 1) l using (member_id)
          where coalesce(a.balance_miles, 0) <> coalesce(l.miles, 0)`,
    )),
    ...(await examplesOf(
      tx,
      "a reservation has the miles of its events",
      sql`select reservation_id, earned, due_back, accrued, reversed, cancelled from (${creditedReservations}) r
          where (accruals > 0 and accrued <> earned) or (reversals > 0 and reversed <> due_back)`,
    )),
    ...(await examplesOf(
      tx,
      "miles come from created reservations",
      sql`select l.reservation_id, sum(l.miles)::int as miles from mileage.ledger l
          where not exists (select from shared.outbox o where o.correlation_id = l.reservation_id
            and o.name = 'reservation/reservation.created')
            and ${isKept(sql`l.reservation_id`)} group by 1`,
    )),
  ];
}

async function eventViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "mileage events tell of every change",
      // Ledger entries of reservations whose events were deleted count as if their events were there.
      sql`select member_id, sum(balance)::int as balance, sum(published)::int as published from (
            select member_id, balance_miles as balance, 0 as published from mileage.accounts
            union all select (data->>'memberId')::uuid, 0, (data->>'deltaMiles')::int
              * case name when 'mileage/mileage.increased' then 1 else -1 end
            from shared.outbox where name in ('mileage/mileage.increased', 'mileage/mileage.decreased')
              and ${isKept(sql`correlation_id`)}
            union all select member_id, 0, miles from mileage.ledger where not (${isKept(sql`reservation_id`)})) x
          group by 1 having sum(balance) <> sum(published)`,
    )),
    ...(await examplesOf(
      tx,
      "miles are booked within 5 minutes",
      sql`select event_id, name, since from (${unbookedEvents}) w where since < now() - ${LATE} order by since`,
    )),
  ];
}
