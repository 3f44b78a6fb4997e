import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { database } from "@/db/client";
import { parseLocator } from "@/server/reservation/domain/locator";
import { nameKey } from "@/server/reservation/domain/passenger-name";
import { parseTicketNumber } from "@/server/reservation/domain/ticket-number";
import { personKeySql } from "@/server/reservation/passengers/check-travel-conflicts";
import { typeOnSegment } from "@/server/reservation/passengers/predicates";
import { searchReservationsInput } from "@/server/reservation/schemas";
import { canonical } from "@/server/shared/canonical";
import { type RequestContext, requireAdmin } from "@/server/shared/context";
import { comparableEmail } from "@/server/shared/email";
import { isFlightDate } from "@/server/shared/fields";
import { parse } from "@/server/shared/parse";
import type { FoundReservation, ManifestRow } from "./schemas";

const PAGE_SIZE = 25;

/**
 * Reservations by locator, the beginning of an e-mail address, a passenger's name (surname, given name, both in
 * either order, Korean), ticket number, flight designator (MA101, also with a date: `MA101 2026-12-01`) or
 * flight id; newest first, 25 a page.
 */
export async function findReservations(
  ctx: RequestContext,
  input: z.input<typeof searchReservationsInput>,
): Promise<{ rows: FoundReservation[]; hasNext: boolean }> {
  requireAdmin(ctx.actor);
  const { q, flight, customers, page } = parse(searchReservationsInput, input);
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
    where ${flight ? sql`r.id in (${onFlight(sql`f.id = ${flight}`)})` : matching(q, customers)}
    order by r.held_at desc limit ${PAGE_SIZE + 1} offset ${(page - 1) * PAGE_SIZE}`);
  return { rows: rows.slice(0, PAGE_SIZE).map((row) => row.found), hasNext: rows.length > PAGE_SIZE };
}

/** Each way to read the question finds by an index of its own; together they are a union of ids. */
function matching(q: string, customers: readonly string[]): SQL {
  if (q === "") return sql`true`;
  const ways = q.includes("@") ? [byEmail(q), ...byCustomers(customers)] : [...byNumber(q), ...byName(q)];
  return ways.length === 0 ? sql`false` : sql`r.id in (${sql.join(ways, sql` union all `)})`;
}

const byEmail = (q: string) =>
  sql`select id from reservation.reservations where lower(contact_email) like ${prefix(comparableEmail(q))}`;

const byCustomers = (ids: readonly string[]) =>
  ids.length === 0
    ? []
    : [
        sql`select id from reservation.reservations where customer_id in (${sql.join(
          ids.map((id) => sql`${id}`),
          sql`, `,
        )})`,
      ];

/** Locator, ticket number, flight designator with or without its day. */
function byNumber(q: string): SQL[] {
  const ticket = parseTicketNumber(q);
  if (ticket) return [passengersWith(sql`p.ticket_number = ${ticket}`)];
  const ways: SQL[] = [];
  const flight = /^([A-Z0-9]{2}\d{1,4}[A-Z]?)(?:\s+(\d{4}-\d{2}-\d{2}))?$/i.exec(canonical(q));
  const [, designator, date] = flight ?? [];
  // No flight leaves on a day that the calendar does not have.
  if (designator && (date === undefined || isFlightDate(date)))
    ways.push(
      onFlight(
        sql`f.designator = ${designator.toUpperCase()} ${date ? sql`and f.departure_date = ${date}` : sql``}`,
      ),
    );
  const locator = parseLocator(q);
  if (locator) ways.push(sql`select id from reservation.reservations where locator = ${locator}`);
  return ways;
}

/** A surname or a given name; both in either order, the last one perhaps only begun; a Korean name. */
function byName(q: string): SQL[] {
  const key = nameKey(q.replaceAll("/", " "));
  if (key === "") return [];
  const korean = prefix(canonical(q).replaceAll(/\s/g, ""));
  const reversed = sql`(${givenNameKey} || p.surname_key) like ${prefix(key)}`;
  const ways = [
    passengersWith(sql`p.surname_key = ${key}`),
    passengersWith(sql`${givenNameKey} = ${key} and ${reversed}`),
    passengersWith(sql`replace(p.korean_name, ' ', '') like ${korean}`),
  ];
  if (!/[\s/]/.test(q)) return ways;
  const inOrder = sql`(p.surname_key || ${givenNameKey}) like ${prefix(key)}`;
  return [...ways, passengersWith(reversed), passengersWith(inOrder)];
}

/** As in the indexes passengers_full_name and passengers_name_reversed. */
const givenNameKey = sql`translate(p.given_name, ' -''', '')`;

const prefix = (text: string) => `${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

const passengersWith = (condition: SQL) =>
  sql`select p.reservation_id from reservation.passengers p where ${condition}`;

const onFlight = (condition: SQL) =>
  sql`select s.reservation_id from reservation.segments s
    join reservation.flights f on f.id = s.flight_id where ${condition}`;

/**
 * Who flies or flew: the passengers of a flight by name, also of reservations cancelled after it had left; who is
 * on it twice is marked.
 */
export async function passengerManifest(ctx: RequestContext, flightId: number): Promise<ManifestRow[]> {
  requireAdmin(ctx.actor);
  const { rows } = await database().execute<ManifestRow>(sql`
    select p.surname || '/' || p.given_name as name, ${typeOnSegment} as type, r.locator, r.id as "reservationId",
      p.ticket_number as "ticketNumber", s.brand, a.seat,
      count(*) over (partition by ${personKeySql}) > 1 as duplicate
    from reservation.segments s
    join reservation.reservations r on r.id = s.reservation_id and (r.status = 'CREATED' or s.kept)
    join reservation.passengers p on p.reservation_id = r.id
    left join reservation.seat_assignments a on a.segment_id = s.id and a.passenger_id = p.id and a.active
    where s.flight_id = ${flightId} order by p.surname, p.given_name`);
  return rows;
}
