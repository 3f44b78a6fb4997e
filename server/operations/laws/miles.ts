import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { examplesOf, figuresOf, type LawReport, report } from "./law";

/** What each reservation earns by its own events, beside what the ledger has of it. */
const reservations = sql`
  select c.reservation_id, c.earned, l.accrued, l.reversed, l.reversals, l.accruals, x.seq is not null as cancelled
  from (
    select o.correlation_id as reservation_id, (
      select coalesce(sum(round((s->>'distanceMiles')::numeric * (s->>'mileageRatePercent')::numeric / 100)), 0)
      from jsonb_array_elements(o.data->'segments') s
      cross join jsonb_array_elements(o.data->'passengers') p where p->>'type' <> 'INFANT')::int as earned
    from shared.outbox o where o.name = 'reservation/reservation.created') c
  left join shared.outbox x
    on x.correlation_id = c.reservation_id and x.name = 'reservation/reservation.cancelled'
  left join lateral (
    select coalesce(sum(miles) filter (where kind = 'ACCRUAL'), 0)::int as accrued,
      coalesce(-sum(miles) filter (where kind = 'REVERSAL'), 0)::int as reversed,
      count(*) filter (where kind = 'ACCRUAL') as accruals,
      count(*) filter (where kind = 'REVERSAL') as reversals
    from mileage.ledger where reservation_id = c.reservation_id) l on true`;

/** L3: balance = Σ ledger = Σ created − Σ reversed, per member; a cancelled reservation nets to zero. */
export async function milesLaw(tx: Tx): Promise<LawReport> {
  const totals = await figuresOf(
    tx,
    sql`select (select coalesce(sum(balance_miles), 0) from mileage.accounts) as balance,
      (select coalesce(sum(miles), 0) from mileage.ledger) as ledger,
      coalesce(sum(earned), 0) as earned, coalesce(sum(earned) filter (where cancelled), 0) as taken_back,
      count(*) filter (where earned > 0 and accruals = 0)
        + count(*) filter (where earned > 0 and cancelled and reversals = 0) as pending
    from (${reservations}) r`,
  );
  const { pending = 0, ...figures } = totals;
  const violations = [
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
      sql`select reservation_id, earned, accrued, reversed, cancelled from (${reservations}) r
          where (accruals > 0 and accrued <> earned) or (reversals > 0 and reversed <> earned)
            or (reversals > 0 and not cancelled)`,
    )),
    ...(await examplesOf(
      tx,
      "miles come from created reservations",
      sql`select l.reservation_id, sum(l.miles)::int as miles from mileage.ledger l
          where not exists (select from shared.outbox o where o.correlation_id = l.reservation_id
            and o.name = 'reservation/reservation.created') group by 1`,
    )),
    ...(await examplesOf(
      tx,
      "mileage events tell of every change",
      sql`select member_id, coalesce(a.balance_miles, 0)::int as balance, coalesce(e.told, 0)::int as told
          from mileage.accounts a full join (
            select (data->>'memberId')::uuid as member_id, sum((data->>'deltaMiles')::int
              * case name when 'mileage/mileage.increased' then 1 else -1 end) as told
            from shared.outbox where name in ('mileage/mileage.increased', 'mileage/mileage.decreased')
            group by 1) e using (member_id)
          where coalesce(a.balance_miles, 0) <> coalesce(e.told, 0)`,
    )),
  ];
  return report("L3", figures, violations, pending);
}
