import { sql } from "drizzle-orm";
import { ticketNumber } from "@/server/reservation/domain/ticket-number";
import { typeOnSegment } from "@/server/reservation/passengers/predicates";
import type { TxContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";

export type Issued = { changeId: string; issuedAt: Date };

/**
 * Issues the order of a hold that has been paid: the change ISSUE, a ticket for each passenger in the order of the party,
 * a coupon for each of their flights, and the price of the hold as charges. The caller has locked the reservation.
 *
 * @param amount what was paid, in whole won: the sum of the hold's price lines.
 */
export async function issueOrder(
  { tx }: TxContext,
  { reservationId, amount }: { reservationId: string; amount: number },
): Promise<Issued> {
  const { rows } = await tx.execute<{ id: string; serial: string; now: Date }>(sql`
    select id, nextval('reservation.ticket_serial') as serial, clock_timestamp() as now
    from reservation.passengers where reservation_id = ${reservationId} order by position`);
  const [first] = rows;
  if (!first) throw new Error("a reservation has passengers");
  const issuedAt = new Date(first.now);
  const changeId = uuidv7();
  const numbers = rows.map(({ id, serial }) => ({ id, number: ticketNumber(Number(serial)) }));
  await tx.execute(sql`
    with numbers as (select * from jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb) as n (id uuid, number text)),
    numbered as (
      update reservation.passengers p set ticket_number = n.number from numbers n where p.id = n.id),
    issue as (
      insert into reservation.changes (id, reservation_id, kind, status, balance, base_version, asked_by_kind,
        asked_by_id, quoted_at, ended_at)
      select ${changeId}, r.id, 'ISSUE', 'DONE', ${amount}, 0, 'CUSTOMER', r.customer_id::text, r.held_at, ${issuedAt}
      from reservation.reservations r where r.id = ${reservationId}),
    issued as (
      insert into reservation.tickets (number, reservation_id, passenger_id, change_id)
      select n.number, ${reservationId}, n.id, ${changeId} from numbers n),
    opened as (
      insert into reservation.coupons (id, ticket_number, number, reservation_id, passenger_id, segment_id,
        passenger_type, state)
      select gen_random_uuid(), n.number, s.position + 1, ${reservationId}, p.id, s.id, ${typeOnSegment}, 'OPEN'
      from numbers n join reservation.passengers p on p.id = n.id
      join reservation.segments s on s.reservation_id = p.reservation_id
      returning id, passenger_id, segment_id)
    insert into reservation.charges (reservation_id, change_id, coupon_id, kind, amount)
    select ${reservationId}, ${changeId}, k.id, l.kind, l.amount
    from reservation.price_lines l
    join reservation.passengers p on p.reservation_id = l.reservation_id and p.position = l.passenger_position
    join reservation.segments s on s.reservation_id = l.reservation_id and s.position = l.segment_position
    join opened k on k.passenger_id = p.id and k.segment_id = s.id
    where l.reservation_id = ${reservationId} order by l.id`);
  return { changeId, issuedAt };
}
