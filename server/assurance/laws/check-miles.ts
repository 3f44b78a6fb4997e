import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { LawReport } from "@/server/assurance/schemas";
import { isKept } from "@/server/shared/event-log";
import { isLive } from "./coupon-predicates";
import { awaitsMiles, mileageEvents, movedMiles } from "./miles-predicates";
import { examplesOf, figuresOf, LATE, reportLaw } from "./report-law";

/**
 * L3: for each member, balance = sum of the ledger = miles of created reservations − miles given back. Per passenger and
 * flight the ledger adds up to what the coupon says: its miles while it is open, flown or missed, and nothing once it was
 * given up.
 */
export async function checkMiles(tx: Tx): Promise<LawReport> {
  const { pending = 0, late = 0, ...figures } = await mileageFigures(tx);
  const violations = [
    ...(await ledgerViolations(tx)),
    ...(await couponViolations(tx)),
    ...(await eventViolations(tx)),
  ];
  return reportLaw("L3", figures, violations, { pending, late });
}

const mileageFigures = (tx: Tx) =>
  figuresOf(
    tx,
    sql`select (select coalesce(sum(balance_miles), 0) from mileage.accounts) as balance,
      (select coalesce(sum(miles), 0) from mileage.ledger) as ledger,
      coalesce(sum(expected) filter (where earns), 0) as earned,
      coalesce(sum(expected) filter (where not earns), 0) as taken_back,
      count(distinct event_id) filter (where ${awaitsMiles}) as pending,
      count(distinct event_id) filter (where ${awaitsMiles} and since < now() - ${LATE}) as late
    from (${mileageEvents}) m`,
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
      "an event has its miles",
      sql`select event_id, name, reservation_id, earns, expected, booked from (${mileageEvents}) m
          where entries > 0 and booked <> expected`,
    )),
    ...(await examplesOf(
      tx,
      "miles come from created reservations",
      sql`select l.reservation_id, sum(l.miles)::int as miles from mileage.ledger l
          where l.kind <> 'ADJUSTMENT'
            and not exists (select from shared.outbox o where o.correlation_id = l.reservation_id
            and o.name in ('reservation/reservation.created', 'reservation/reservation.split-off'))
            and ${isKept(sql`l.reservation_id`)} group by 1`,
    )),
    ...(await examplesOf(
      tx,
      "an adjustment is booked as staff made it",
      sql`select id, l.member_id, coalesce(a.miles, 0) as adjusted, coalesce(l.miles, 0) as miles
          from (select * from mileage.ledger where kind = 'ADJUSTMENT') l
            full join mileage.adjustments a using (id)
          where (l.member_id, l.miles) is distinct from (a.member_id, a.miles)`,
    )),
  ];
}

/** What the coupons of one passenger on one flight are worth: the miles of the live one, otherwise none. A guest has no miles. */
const couponMiles = sql`
  select k.reservation_id, k.segment_id, k.passenger_id, coalesce(max(
    round(f.distance_miles * (s.brand_rule->>'mileageRatePercent')::numeric / 100))
      filter (where ${isLive} and k.passenger_type <> 'INFANT' and r.customer_kind <> 'GUEST'), 0)::int as miles
  from reservation.coupons k
  join reservation.reservations r on r.id = k.reservation_id
  join reservation.segments s on s.id = k.segment_id
  join reservation.flights f on f.id = s.flight_id group by 1, 2, 3`;

/** A reservation whose miles are still to be booked is left out: it is pending. */
const couponViolations = (tx: Tx) =>
  examplesOf(
    tx,
    "the ledger adds up to the coupons",
    // The few that differ are found first: without the bound PostgreSQL compares every coupon with every event.
    sql`select * from (
          select c.reservation_id, c.segment_id, c.passenger_id, c.miles, coalesce(l.booked, 0)::int as booked
          from (${couponMiles}) c
          left join (select segment_id, passenger_id, sum(miles) as booked from mileage.ledger group by 1, 2) l
            using (segment_id, passenger_id)
          where c.miles <> coalesce(l.booked, 0) offset 0) c
        where not exists (select from (${mileageEvents}) m where m.reservation_id = c.reservation_id and ${awaitsMiles})`,
  );

async function eventViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "mileage events tell of every change",
      // Ledger entries of reservations whose events were deleted count as if their events were there.
      sql`select member_id, sum(balance)::int as balance, sum(published)::int as published from (
            select member_id, balance_miles as balance, 0 as published from mileage.accounts
            union all select (data->>'memberId')::uuid, 0, (data->>'deltaMiles')::int
              * case name when 'mileage/mileage.decreased' then -1 else 1 end
            from shared.outbox where name in ('mileage/mileage.increased', 'mileage/mileage.decreased',
                'mileage/mileage.exchanged', 'mileage/mileage.adjusted')
              and ${isKept(sql`correlation_id`)}
            union all select member_id, 0, miles from (${movedMiles}) m
            union all select member_id, 0, miles from mileage.ledger where not (${isKept(sql`reservation_id`)})) x
          group by 1 having sum(balance) <> sum(published)`,
    )),
    ...(await examplesOf(
      tx,
      "miles are booked within 5 minutes",
      sql`select distinct event_id, name, since from (${mileageEvents}) m
          where ${awaitsMiles} and since < now() - ${LATE} order by since`,
    )),
  ];
}
