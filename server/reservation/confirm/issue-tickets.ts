import { sql } from "drizzle-orm";
import { ticketNumber } from "@/server/reservation/domain/ticket-number";
import type { TxContext } from "@/server/shared/context";

/** Writes a ticket number for each passenger, in the order of the party. @returns the database's time. */
export async function issueTickets({ tx }: TxContext, reservationId: string): Promise<Date> {
  const { rows } = await tx.execute<{ id: string; serial: string; now: Date }>(sql`
    select id, nextval('reservation.ticket_serial') as serial, clock_timestamp() as now
    from reservation.passengers where reservation_id = ${reservationId} order by position`);
  const numbers = rows.map(({ id, serial }) => ({ id, number: ticketNumber(Number(serial)) }));
  await tx.execute(sql`
    update reservation.passengers p set ticket_number = n.number
    from jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb) as n (id uuid, number text) where p.id = n.id`);
  const [first] = rows;
  if (!first) throw new Error("a reservation has passengers");
  return new Date(first.now);
}
