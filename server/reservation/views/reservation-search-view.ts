import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { database } from "@/db/client";
import { flights, passengers, reservations, segments } from "@/db/schema/reservation";
import { parseLocator } from "@/server/reservation/domain/locator";
import { nameKey } from "@/server/reservation/domain/passenger-name";
import { parseTicketNumber } from "@/server/reservation/domain/ticket-number";
import { canonical } from "@/server/shared/canonical";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { comparableEmail } from "@/server/shared/email";
import { isFlightDate } from "@/server/shared/fields";
import { parse } from "@/server/shared/parse";
import { searchReservationsInput } from "./lookup-schemas";
import type { FoundReservation } from "./staff-schemas";

const PAGE_SIZE = 25;

const r = alias(reservations, "r");
const p = alias(passengers, "p");
const s = alias(segments, "s");
const f = alias(flights, "f");

/**
 * Finds reservations by locator, the beginning of an e-mail address, a passenger's name (surname, given name, both in
 * either order, or Korean), ticket number, flight designator (`MA101`, also with a date: `MA101 2026-12-01`) or flight
 * id. The newest come first, 25 a page.
 *
 * @throws AppError FORBIDDEN, INVALID_INPUT.
 */
export async function findReservations(
  ctx: RequestContext,
  input: z.input<typeof searchReservationsInput>,
): Promise<{ rows: FoundReservation[]; hasNext: boolean }> {
  requirePermission(ctx.actor, "reservation.read");
  const { q, flight, customers, page } = parse(searchReservationsInput, input);
  const where = flight ? sql`r.id in (${onFlight(sql`f.id = ${flight}`)})` : matching(q, customers);
  const found = joinLegs(await reservationsOfPage(where, page));
  return { rows: found.slice(0, PAGE_SIZE), hasNext: found.length > PAGE_SIZE };
}

/**
 * A row for each flight of the reservations of a page, and of one reservation more: the caller sees by it whether there
 * is a next page. The page is cut before the joins.
 */
function reservationsOfPage(where: SQL, page: number) {
  const found = database()
    .select({
      id: r.id,
      locator: r.locator,
      status: r.status,
      contactEmail: r.contactEmail,
      passengers: sql`${r.adults} + ${r.children} + ${r.infants}`.mapWith(Number).as("passengers"),
      totalAmount: r.totalAmount,
      heldAt: r.heldAt,
    })
    .from(r)
    .where(where)
    .orderBy(desc(r.heldAt))
    .limit(PAGE_SIZE + 1)
    .offset((page - 1) * PAGE_SIZE)
    .as("found");
  return database()
    .select({
      id: found.id,
      locator: found.locator,
      status: found.status,
      contactEmail: found.contactEmail,
      passengers: found.passengers,
      totalAmount: found.totalAmount,
      heldAt: found.heldAt,
      surname: p.surname,
      givenName: p.givenName,
      segment: {
        designator: f.designator,
        origin: f.origin,
        destination: f.destination,
        departureDate: f.departureDate,
      },
    })
    .from(found)
    .leftJoin(p, and(eq(p.reservationId, found.id), eq(p.position, 0)))
    .innerJoin(s, eq(s.reservationId, found.id))
    .innerJoin(f, eq(f.id, s.flightId))
    .orderBy(desc(found.heldAt), asc(found.id), asc(s.position));
}

function joinLegs(rows: Awaited<ReturnType<typeof reservationsOfPage>>): FoundReservation[] {
  const found = new Map<string, FoundReservation>();
  for (const { surname, givenName, heldAt, segment, ...row } of rows) {
    const known = found.get(row.id);
    if (known) known.segments.push(segment);
    else {
      const lead = surname && givenName && `${surname} ${givenName}`;
      found.set(row.id, { ...row, lead, heldAt: heldAt.toISOString(), segments: [segment] });
    }
  }
  return [...found.values()];
}

/** SQL over `r`: each way to understand `q` uses an index of its own; the found ids are united. */
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

/** By ticket number, by flight designator with or without a date, and by locator. */
function byNumber(q: string): SQL[] {
  const ticket = parseTicketNumber(q);
  if (ticket) return [passengersWith(sql`p.ticket_number = ${ticket}`)];
  const ways: SQL[] = [];
  const flight = /^([A-Z0-9]{2}\d{1,4}[A-Z]?)(?:\s+(\d{4}-\d{2}-\d{2}))?$/i.exec(canonical(q));
  const [, designator, date] = flight ?? [];
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

/** By surname, given name or Korean name; also by both names in either order, of which the last may be incomplete. */
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

/** The expression of the indexes passengers_full_name and passengers_name_reversed. */
const givenNameKey = sql`translate(p.given_name, ' -''', '')`;

const prefix = (text: string) => `${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

const passengersWith = (condition: SQL) =>
  sql`select p.reservation_id from reservation.passengers p where ${condition}`;

const onFlight = (condition: SQL) =>
  sql`select s.reservation_id from reservation.segments s
    join reservation.flights f on f.id = s.flight_id where ${condition}`;
