import { type SQL, sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import { ticketNumber } from "@/server/reservation/domain/ticket-number";
import { flightsChanged } from "@/server/reservation/events";
import { eventDataOf, flightsBefore, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { uuidv7 } from "@/server/shared/ids";
import { recorded } from "@/server/shared/testing/events";
import { flightOnSale } from "./published-flight";

type Change = { changeId: string; newSegmentId: string; flightId: number; balance: number };

/** The rows of this file are those that the verbs in `change` and `order` write; they know nothing of each other. */

/**
 * Exchanges the last flight of a paid trip for one that leaves days later, at a balance, by its rows: what a change of
 * flights leaves behind, with its event, for tests of those who read it. Above zero all of the balance is a fee.
 */
export async function changedLastFlight(reservationId: string, balance = 12_000, flightId?: number) {
  const before = await factsOf(reservationId);
  const change = {
    changeId: uuidv7(),
    newSegmentId: uuidv7(),
    flightId: flightId ?? (await newFlight()),
    balance,
  };
  const old = before.segments.at(-1)?.id ?? "";
  const paymentId = balance > 0 ? uuidv7() : null;
  const people = await passengersOn(old);
  const refunds = await database().transaction(async (tx) => {
    await writeChange(tx, reservationId, old, change);
    await exchange(tx, people, old, change);
    await moveUnits(tx, reservationId, old, change);
    await writeMoney(tx, reservationId, change, paymentId);
    return allot(tx, reservationId, change);
  });
  const after = await factsOf(reservationId);
  const pairsOf = (segmentId: string) => people.map((passengerId) => ({ segmentId, passengerId }));
  const data = {
    ...eventDataOf(after),
    changeId: change.changeId,
    before: flightsBefore(before, after),
    ...{ givenUp: pairsOf(old), gained: pairsOf(change.newSegmentId) },
    ...{ balance, feeAmount: Math.max(0, balance), paymentId, refunds },
    changedAt: new Date().toISOString(),
  };
  return { ...change, paymentId, event: await recorded(flightsChanged, data, reservationId) };
}

async function factsOf(reservationId: string) {
  const facts = await database().transaction((tx) => reservationFacts(tx, reservationId));
  if (!facts) throw new Error("no such reservation");
  return facts;
}

async function passengersOn(segmentId: string): Promise<string[]> {
  const { rows } = await database().execute<{ id: string }>(sql`
    select k.passenger_id as id from reservation.coupons k where k.segment_id = ${segmentId} and k.state = 'OPEN'`);
  return rows.map(({ id }) => id);
}

const newFlight = () => flightOnSale({ departsInDays: 25, origin: "CJU", destination: "GMP" });

const flightJson = (of: SQL) => sql`(
  select jsonb_build_object('designator', f.designator, 'departureDate', f.departure_date)
  from reservation.flights f where f.id = ${of})`;

/** What views and laws read of a quote. */
const quoteJson = ({ flightId, newSegmentId }: Pick<Change, "flightId" | "newSegmentId">, old: string) => {
  const flight = JSON.stringify({
    ...{ segmentId: old, newSegmentId, flightId, brand: "STANDARD", cabin: "ECONOMY", units: 1 },
  });
  return sql`jsonb_build_object('flights', jsonb_build_array(${flight}::jsonb || jsonb_build_object(
    'from', ${flightJson(sql`(select s.flight_id from reservation.segments s where s.id = ${old})`)},
    'to', ${flightJson(sql`${flightId}::int`)})))`;
};

/** The change, the new flight in the place of the old one, and the old one out of the trip. */
async function writeChange(tx: Tx, reservationId: string, old: string, change: Change): Promise<void> {
  await tx.execute(sql`insert into reservation.changes (id, reservation_id, kind, status, balance, quote, base_version,
      asked_by_kind, ended_at)
    select ${change.changeId}, id, 'CHANGE_FLIGHTS', 'DONE', ${change.balance}, ${quoteJson(change, old)}, version,
      'CUSTOMER', now() from reservation.reservations where id = ${reservationId}`);
  await tx.execute(
    sql`update reservation.reservations set version = version + 1 where id = ${reservationId}`,
  );
  const { rows } = await tx.execute<{ position: number }>(sql`
    select position from reservation.segments where id = ${old}`);
  await tx.execute(sql`update reservation.segments set position = (select least(0, min(position)) - 1
    from reservation.segments where reservation_id = ${reservationId}) where id = ${old}`);
  await tx.execute(sql`insert into reservation.segments (id, reservation_id, position, flight_id, brand, cabin, brand_rule,
      adult_fare, fees_count_to)
    select ${change.newSegmentId}, s.reservation_id, ${rows[0]?.position}, ${change.flightId}, s.brand, s.cabin,
      s.brand_rule, s.adult_fare, f.departs_at
    from reservation.segments s join reservation.flights f on f.id = s.flight_id where s.id = ${old}`);
}

type Live = { id: string; number: number; passengerId: string; segmentId: string; type: string };

/** A new ticket for each passenger, with a coupon of the same price for each of their flights. */
async function exchange(tx: Tx, people: readonly string[], old: string, change: Change): Promise<void> {
  const { rows } = await tx.execute<Live>(sql`
    update reservation.coupons k set state = 'EXCHANGED', ended_by = ${change.changeId}
    where k.passenger_id = any(${sql.param([...people])}::uuid[]) and k.state = 'OPEN'
    returning k.id, k.number, k.passenger_id as "passengerId", k.segment_id as "segmentId", k.passenger_type as type`);
  for (const passengerId of people) await issueTicket(tx, change.changeId, passengerId);
  for (const { id, number, passengerId, segmentId, type } of rows) {
    const opened = uuidv7();
    await tx.execute(sql`insert into reservation.coupons (id, ticket_number, number, reservation_id, passenger_id,
        segment_id, passenger_type, state)
      select ${opened}, ticket_number, ${number}, reservation_id, id,
        ${segmentId === old ? change.newSegmentId : segmentId}, ${type}, 'OPEN'
      from reservation.passengers where id = ${passengerId}`);
    await tx.execute(sql`insert into reservation.charges (reservation_id, change_id, coupon_id, kind, amount)
      select reservation_id, ${change.changeId}, side.coupon, kind, side.sign * amount from reservation.charges
      cross join (values (${id}::uuid, -1), (${opened}::uuid, 1)) as side (coupon, sign)
      where coupon_id = ${id} and amount <> 0`);
  }
}

async function issueTicket(tx: Tx, changeId: string, passengerId: string) {
  const { rows } = await tx.execute<{ serial: string }>(sql`
    select nextval('reservation.ticket_serial') as serial`);
  const number = ticketNumber(Number(rows[0]?.serial));
  await tx.execute(sql`update reservation.tickets set successor = ${number}
    where number = (select ticket_number from reservation.passengers where id = ${passengerId})`);
  await tx.execute(sql`insert into reservation.tickets (number, reservation_id, passenger_id, change_id)
    select ${number}, reservation_id, id, ${changeId} from reservation.passengers where id = ${passengerId}`);
  await tx.execute(
    sql`update reservation.passengers set ticket_number = ${number} where id = ${passengerId}`,
  );
}

/** The seats of the old flight are free, and as many units of the new one are sold. */
async function moveUnits(tx: Tx, reservationId: string, old: string, { flightId }: Change): Promise<void> {
  await tx.execute(sql`update reservation.seat_assignments set active = false where segment_id = ${old}`);
  const { rows } = await tx.execute(sql`
    update reservation.inventory_units u set sold = false, reservation_id = null from reservation.segments s
    where s.id = ${old} and u.flight_id = s.flight_id and u.reservation_id = ${reservationId} returning u.unit`);
  await tx.execute(sql`update reservation.inventory_units set sold = true, reservation_id = ${reservationId}
    where flight_id = ${flightId} and unit <= ${rows.length}`);
}

/** The fee and its payment, or the difference that a cheaper fare gives back. */
async function writeMoney(
  tx: Tx,
  reservationId: string,
  { changeId, newSegmentId, balance }: Change,
  paymentId: string | null,
): Promise<void> {
  await tx.execute(sql`insert into reservation.charges (reservation_id, change_id, coupon_id, kind, amount)
    select reservation_id, ${changeId}, id, ${balance > 0 ? "CHANGE_FEE" : "FARE"}, ${balance}
    from reservation.coupons where segment_id = ${newSegmentId} and passenger_type = 'ADULT' and ${balance} <> 0 limit 1`);
  if (!paymentId) return;
  await tx.execute(sql`insert into reservation.payment_decisions (payment_id, reservation_id, decision, amount, change_id)
    values (${paymentId}, ${reservationId}, 'ACCEPTED', ${balance}, ${changeId})`);
  await tx.execute(sql`insert into payment.payments (id, reservation_id, customer_id, locator, locale, attempt, amount,
      status, due_at, captured_at, change_id)
    select ${paymentId}, id, customer_id, locator, locale, 2, ${balance}, 'CAPTURED', now(), now(), ${changeId}
    from reservation.reservations where id = ${reservationId}`);
}

async function allot(tx: Tx, reservationId: string, { changeId, balance }: Change) {
  if (balance >= 0) return [];
  const { rows } = await tx.execute<{ paymentId: string; amount: number }>(sql`
    insert into reservation.allotments (change_id, payment_id, amount)
    select ${changeId}, payment_id, ${-balance} from reservation.payment_decisions
    where reservation_id = ${reservationId} and decision = 'ACCEPTED' order by decided_at limit 1
    returning payment_id as "paymentId", amount::int as amount`);
  return rows.map(({ paymentId, amount }) => ({ paymentId, amount }));
}

/**
 * Has a change of the last flight of a trip wait for its payment, by its rows: one unit of the new flight is held for so
 * many minutes from the database's clock; a negative number: the time is over.
 */
export async function awaitingChange(reservationId: string, minutes = 15) {
  const change = { changeId: uuidv7(), newSegmentId: uuidv7(), flightId: await newFlight() };
  const until = sql`now() + make_interval(mins => ${minutes})`;
  await database().execute(sql`insert into reservation.changes (id, reservation_id, kind, status, balance, quote,
      base_version, asked_by_kind, expires_at)
    select ${change.changeId}, r.id, 'CHANGE_FLIGHTS', 'AWAITING_PAYMENT', 12000, jsonb_build_object('flights',
      jsonb_build_array(jsonb_build_object('segmentId', s.id, 'newSegmentId', ${change.newSegmentId}::text,
        'flightId', ${change.flightId}::int, 'brand', s.brand, 'cabin', s.cabin, 'units', 1,
        'from', ${flightJson(sql`s.flight_id`)}, 'to', ${flightJson(sql`${change.flightId}::int`)}))), r.version, 'CUSTOMER', ${until}
    from reservation.reservations r join reservation.segments s on s.reservation_id = r.id
    where r.id = ${reservationId} order by s.position desc limit 1`);
  await database().execute(sql`update reservation.inventory_units set reservation_id = ${reservationId},
    held_until = ${until} where flight_id = ${change.flightId} and unit = 1`);
  return change;
}
