import { sql } from "drizzle-orm";
import { ticketNumber } from "@/server/reservation/domain/ticket-number";
import type { TxContext } from "@/server/shared/context";
import type { PassengerType, PriceLineKind } from "@/server/shared/fare-terms";
import { uuidv7 } from "@/server/shared/ids";
import type { ChargeKind } from "@/server/shared/order-terms";
import { priceCharge } from "./predicates";

/** A coupon that is exchanged for one on a new ticket. Sums are whole won. */
export type Exchange = {
  couponId: string;
  passengerId: string;
  /** The flight of the new coupon: another one, or the same when only the ticket is new. */
  segmentId: string;
  passengerType: PassengerType;
  /** The price of the new coupon; null when it is that of the old one. */
  lines: readonly { kind: PriceLineKind; amount: number }[] | null;
  /** What is charged for giving the old one up. */
  fees: readonly { kind: Exclude<ChargeKind, PriceLineKind>; amount: number }[];
};

type Order = { reservationId: string; changeId: string };

type ExchangeOf = Order & {
  exchanges: readonly Exchange[];
  /** The order of the new tickets, when it is another one: their coupons are charged there, by that order's change. */
  into?: Order;
};

/**
 * Exchanges coupons, within a transaction: a new ticket for each passenger, with their coupons numbered in the order of
 * `exchanges`; the old tickets name it as their successor. The price of an old coupon is written off, that of the new one
 * is charged, and so are the fees. The caller has locked the reservation and written the changes and the new flights.
 *
 * @returns the new ticket numbers by the passengers' ids.
 */
export async function exchangeCoupons(
  { tx }: TxContext,
  { reservationId, changeId, exchanges, into = { reservationId, changeId } }: ExchangeOf,
): Promise<Map<string, string>> {
  if (exchanges.length === 0) return new Map();
  const passengerIds = [...new Set(exchanges.map(({ passengerId }) => passengerId))];
  const { rows } = await tx.execute<{ serial: string }>(sql`
    select nextval('reservation.ticket_serial') as serial from generate_series(1, ${passengerIds.length}::int)`);
  const numbers = new Map(passengerIds.map((id, n) => [id, ticketNumber(Number(rows[n]?.serial))] as const));
  const successors = [...numbers].map(([id, number]) => ({ id, number }));
  await tx.execute(sql`
    with numbers as (select * from jsonb_to_recordset(${JSON.stringify(successors)}::jsonb) as n (id uuid, number text)),
    numbered as (update reservation.passengers p set ticket_number = n.number from numbers n where p.id = n.id),
    replaced as (
      update reservation.tickets t set successor = n.number from numbers n
      where t.number in (select k.ticket_number from reservation.coupons k
        where k.id = any(${sql.param(exchanges.map(({ couponId }) => couponId))}::uuid[]) and k.passenger_id = n.id)),
    exchanged as (
      update reservation.coupons k set state = 'EXCHANGED', ended_by = ${changeId}
      where k.id = any(${sql.param(exchanges.map(({ couponId }) => couponId))}::uuid[]))
    insert into reservation.tickets (number, reservation_id, passenger_id, change_id)
    select n.number, ${into.reservationId}, n.id, ${into.changeId} from numbers n`);
  await openCoupons({ tx }, { reservationId, changeId, exchanges, into, numbers });
  return numbers;
}

/** Writes the new coupons and all money lines. The old coupons have ended: a flight has one live coupon per passenger. */
async function openCoupons(
  { tx }: Pick<TxContext, "tx">,
  {
    reservationId,
    changeId,
    exchanges,
    into,
    numbers,
  }: Required<ExchangeOf> & { numbers: ReadonlyMap<string, string> },
): Promise<void> {
  const numberOf = new Map<string, number>();
  const opened = exchanges.map(({ passengerId, ...exchange }) => {
    const number = (numberOf.get(passengerId) ?? 0) + 1;
    numberOf.set(passengerId, number);
    return { ...exchange, id: uuidv7(), passengerId, number, ticketNumber: numbers.get(passengerId) };
  });
  await tx.execute(sql`
    with exchanges as (select * from jsonb_to_recordset(${JSON.stringify(opened)}::jsonb) as e (id uuid, "couponId" uuid,
      "passengerId" uuid, "segmentId" uuid, "passengerType" text, "ticketNumber" text, number int, lines jsonb, fees jsonb)),
    opened as (
      insert into reservation.coupons (id, ticket_number, number, reservation_id, passenger_id, segment_id, passenger_type,
        state)
      select e.id, e."ticketNumber", e.number, ${into.reservationId}, e."passengerId", e."segmentId", e."passengerType", 'OPEN'
      from exchanges e),
    old as (
      select e.id, e."couponId", e.lines is null or e.lines = 'null' as keeps, c.kind, sum(c.amount)::bigint as amount
      from exchanges e join reservation.charges c on c.coupon_id = e."couponId" and ${priceCharge} group by 1, 2, 3, 4),
    amounts as (
      select "couponId" as coupon_id, kind, -amount as amount, 1 as part from old
      union all select id, kind, amount, 3 from old where keeps
      union all select e."couponId", f.kind, f.amount, 2 from exchanges e
        cross join jsonb_to_recordset(e.fees) as f (kind text, amount bigint)
      union all select e.id, l.kind, l.amount, 3 from exchanges e
        cross join jsonb_to_recordset(nullif(e.lines, 'null')) as l (kind text, amount bigint))
    insert into reservation.charges (reservation_id, change_id, coupon_id, kind, amount)
    select case part when 3 then ${into.reservationId}::uuid else ${reservationId}::uuid end,
      case part when 3 then ${into.changeId}::uuid else ${changeId}::uuid end, coupon_id, kind, amount
    from amounts where amount <> 0 or part = 3 order by part, coupon_id`);
}
