import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { database } from "@/db/client";
import { type RequestContext, requireAdmin } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { parseLocator } from "../domain/locator";
import { nameKey } from "../domain/passenger-name";
import { parseTicketNumber } from "../domain/ticket-number";
import { searchReservationsInput } from "../schemas";
import type { FoundReservation, ManifestRow } from "./shapes";

const PAGE_SIZE = 25;

/**
 * Reservations by locator, e-mail, passenger's surname, ticket number, flight designator (MA101, also
 * with a date: `MA101 2026-12-01`) or flight id; newest first, 25 a page.
 */
export async function findReservations(
  ctx: RequestContext,
  input: z.input<typeof searchReservationsInput>,
): Promise<{ rows: FoundReservation[]; hasNext: boolean }> {
  requireAdmin(ctx.actor);
  const { q, flight, page } = parse(searchReservationsInput, input);
  const { rows } = await database().execute<{ found: FoundReservation }>(sql`
    select jsonb_build_object('id', r.id, 'locator', r.locator, 'status', r.status,
      'contactEmail', r.contact_email, 'passengers', r.adults + r.children + r.infants,
      'lead', (select p.surname || ' ' || p.given_name from reservation.passengers p
        where p.reservation_id = r.id order by p.position limit 1),
      'totalAmount', r.total_amount, 'heldAt', r.held_at, 'segments', (
        select jsonb_agg(jsonb_build_object('designator', f.designator, 'origin', f.origin,
          'destination', f.destination, 'departureDate', f.departure_date) order by s.position)
        from reservation.segments s join reservation.flights f on f.id = s.flight_id
        where s.reservation_id = r.id)) as found
    from reservation.reservations r
    where ${flight ? onFlight(sql`f.id = ${flight}`) : matching(q)}
    order by r.held_at desc limit ${PAGE_SIZE + 1} offset ${(page - 1) * PAGE_SIZE}`);
  return { rows: rows.slice(0, PAGE_SIZE).map((row) => row.found), hasNext: rows.length > PAGE_SIZE };
}

function matching(q: string): SQL {
  if (q === "") return sql`true`;
  if (q.includes("@")) return sql`lower(r.contact_email) = ${q.toLowerCase()}`;
  const ticket = parseTicketNumber(q);
  if (ticket) return withPassenger(sql`p.ticket_number = ${ticket}`);
  const flight = /^([A-Z0-9]{2}\d{1,4}[A-Z]?)(?:\s+(\d{4}-\d{2}-\d{2}))?$/i.exec(q);
  const conditions: SQL[] = [withPassenger(sql`p.surname_key = ${nameKey(q)}`)];
  const [, designator, date] = flight ?? [];
  if (designator)
    conditions.push(
      onFlight(
        sql`f.designator = ${designator.toUpperCase()} ${date ? sql`and f.departure_date = ${date}` : sql``}`,
      ),
    );
  const locator = parseLocator(q);
  if (locator) conditions.push(sql`r.locator = ${locator}`);
  // "KIM MINJI": surname and given name.
  const [surname, ...given] = q.split(/[\s/]+/);
  if (surname && given.length > 0)
    conditions.push(
      withPassenger(
        sql`p.surname_key = ${nameKey(surname)} and p.given_name like ${`${given.join(" ").toUpperCase()}%`}`,
      ),
    );
  return sql`(${sql.join(conditions, sql` or `)})`;
}

const withPassenger = (condition: SQL) =>
  sql`r.id in (select p.reservation_id from reservation.passengers p where ${condition})`;

const onFlight = (condition: SQL) =>
  sql`r.id in (select s.reservation_id from reservation.segments s
    join reservation.flights f on f.id = s.flight_id where ${condition})`;

/** Who flies: the passengers of created reservations on a flight, by name. */
export async function passengerManifest(ctx: RequestContext, flightId: number): Promise<ManifestRow[]> {
  requireAdmin(ctx.actor);
  const { rows } = await database().execute<ManifestRow>(sql`
    select p.surname || '/' || p.given_name as name, p.type, r.locator, r.id as "reservationId",
      p.ticket_number as "ticketNumber", s.brand, a.seat
    from reservation.segments s
    join reservation.reservations r on r.id = s.reservation_id and r.status = 'CREATED'
    join reservation.passengers p on p.reservation_id = r.id
    left join reservation.seat_assignments a on a.segment_id = s.id and a.passenger_id = p.id and a.active
    where s.flight_id = ${flightId} order by p.surname, p.given_name`);
  return rows;
}
