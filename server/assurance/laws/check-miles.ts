import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { isKept } from "@/server/shared/event-log";
import { examplesOf, figuresOf, LATE, type LawReport, report } from "./report-law";

/** What the legs in an event's data earn for everybody with a seat. */
const milesOf = (data: SQL, legs = sql`true`): SQL => sql`(
  select coalesce(sum(round((s->>'distanceMiles')::numeric * (s->>'mileageRatePercent')::numeric / 100)), 0)
  from jsonb_array_elements(${data}->'segments') s
  cross join jsonb_array_elements(${data}->'passengers') p
  where coalesce((select c->>'type' from jsonb_array_elements(s->'changedTypes') c
    where c->>'passengerId' = p->>'id'), p->>'type') <> 'INFANT' and ${legs})::int`;

/** What each reservation earns and gives back by its own events, beside what the ledger has of it. */
export const creditedReservations = sql`
  select c.reservation_id, c.earned,
    case when x.seq is null then 0 else c.earned - ${milesOf(sql`x.data`, sql`(s->>'kept')::boolean`)} end as due_back,
    l.accrued, l.reversed, l.reversals, l.accruals, x.seq is not null as cancelled,
    c.created_event, c.created_at, x.id as cancelled_event, x.occurred_at as cancelled_at
  from (
    select o.correlation_id as reservation_id, o.id as created_event, o.occurred_at as created_at,
      ${milesOf(sql`o.data`)} as earned
    from shared.outbox o where o.name = 'reservation/reservation.created') c
  left join shared.outbox x
    on x.correlation_id = c.reservation_id and x.name = 'reservation/reservation.cancelled'
  left join lateral (
    select coalesce(sum(miles) filter (where kind = 'ACCRUAL'), 0)::int as accrued,
      coalesce(-sum(miles) filter (where kind = 'REVERSAL'), 0)::int as reversed,
      count(*) filter (where kind = 'ACCRUAL') as accruals,
      count(*) filter (where kind = 'REVERSAL') as reversals
    from mileage.ledger where reservation_id = c.reservation_id) l on true`;

export const awaitsMiles = sql`(earned > 0 and accruals = 0)`;
export const awaitsReversal = sql`(due_back > 0 and reversals = 0)`;

/** Each event that has not changed the ledger yet. */
const onTheWay = sql`
  select created_event as event_id, 'reservation/reservation.created' as name, created_at as since
  from (${creditedReservations}) r where ${awaitsMiles}
  union all select cancelled_event, 'reservation/reservation.cancelled', cancelled_at
  from (${creditedReservations}) r where ${awaitsReversal}`;

/** L3: balance = Σ ledger = Σ created − Σ reversed, per member; a cancelled reservation nets to what it kept. */
export async function milesLaw(tx: Tx): Promise<LawReport> {
  const totals = await figuresOf(
    tx,
    sql`select (select coalesce(sum(balance_miles), 0) from mileage.accounts) as balance,
      (select coalesce(sum(miles), 0) from mileage.ledger) as ledger,
      coalesce(sum(earned), 0) as earned, coalesce(sum(due_back), 0) as taken_back,
      count(*) filter (where ${awaitsMiles}) + count(*) filter (where ${awaitsReversal}) as pending,
      count(*) filter (where ${awaitsMiles} and created_at < now() - ${LATE})
        + count(*) filter (where ${awaitsReversal} and cancelled_at < now() - ${LATE}) as late
    from (${creditedReservations}) r`,
  );
  const { pending = 0, late = 0, ...figures } = totals;
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
    ...(await examplesOf(
      tx,
      "mileage events tell of every change",
      // What the log has forgotten counts as told: the ledger still has it.
      sql`select member_id, sum(balance)::int as balance, sum(told)::int as told from (
            select member_id, balance_miles as balance, 0 as told from mileage.accounts
            union all select (data->>'memberId')::uuid, 0, (data->>'deltaMiles')::int
              * case name when 'mileage/mileage.increased' then 1 else -1 end
            from shared.outbox where name in ('mileage/mileage.increased', 'mileage/mileage.decreased')
              and ${isKept(sql`correlation_id`)}
            union all select member_id, 0, miles from mileage.ledger where not (${isKept(sql`reservation_id`)})) x
          group by 1 having sum(balance) <> sum(told)`,
    )),
    ...(await examplesOf(
      tx,
      "miles are booked within 5 minutes",
      sql`select event_id, name, since from (${onTheWay}) w where since < now() - ${LATE} order by since`,
    )),
  ];
  return report("L3", figures, violations, pending, late);
}
