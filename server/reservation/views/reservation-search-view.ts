import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { database } from "@/db/client";
import { flights, passengers, reservations, segments } from "@/db/schema/reservation";
import { orderTotal } from "@/server/reservation/order/order-lines-view";
import { currentSegment } from "@/server/reservation/order/predicates";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { type KeysetSlice, keysetPage, keyText, type ListOrder, type ListPage } from "@/server/shared/keyset";
import { parse } from "@/server/shared/parse";
import { personalDataFor } from "@/server/shared/personal-data";
import { type ReservationSort, searchReservationsInput } from "./lookup-schemas";
import { listedReservations } from "./search-predicates";
import type { FoundReservation } from "./staff-schemas";

const ROWS_PER_PAGE = 25;

const r = alias(reservations, "r");
const p = alias(passengers, "p");
const s = alias(segments, "s");
const f = alias(flights, "f");

export type ReservationFilter = z.input<typeof searchReservationsInput>;
type Wanted = z.output<typeof searchReservationsInput>;

/**
 * Lists reservations for the airline's staff, a page of 25 at a time. `q` finds them by locator, the beginning of an e-mail
 * address, a passenger's name (surname, given name, both in either order, or Korean), telephone number of the contact,
 * ticket number, or flight designator (`MA101`, also with a date: `MA101 2026-12-01`). The other fields narrow the list.
 * Contacts are masked for staff who may not read personal data; they find a contact only by its whole address or number.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function findReservations(
  ctx: RequestContext,
  input: ReservationFilter,
  limit = ROWS_PER_PAGE,
): Promise<ListPage<FoundReservation>> {
  requirePermission(ctx.actor, "reservation.read");
  const wanted = parse(searchReservationsInput, input);
  const personal = personalDataFor(ctx.actor);
  const where = listedReservations(wanted, !personal.isFull);
  return reservationPage(ctx, where, { order: orderOf(wanted), cursor: wanted.cursor, limit });
}

type Asked = { order: ListOrder; cursor: string | null | undefined; limit: number };

/** One page of the reservations that satisfy `where`, SQL over `r`. The caller has asked who reads. */
export async function reservationPage(
  ctx: RequestContext,
  where: SQL,
  { order, cursor, limit }: Asked,
): Promise<ListPage<FoundReservation>> {
  const personal = personalDataFor(ctx.actor);
  const page = await keysetPage(order, cursor, limit, async (slice) =>
    joinLegs(await reservationsOfPage(order, where, slice)),
  );
  const rows = page.rows.map((row) => ({
    ...row,
    contactEmail: personal.email(row.contactEmail),
    contactPhone: row.contactPhone && personal.phone(row.contactPhone),
  }));
  return { ...page, rows };
}

/**
 * Counts the reservations of a list, up to `most`.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function countReservations(
  ctx: RequestContext,
  input: ReservationFilter,
  most: number,
): Promise<number> {
  requirePermission(ctx.actor, "reservation.read");
  const where = listedReservations(parse(searchReservationsInput, input), !personalDataFor(ctx.actor).isFull);
  const counted = database().select({ id: r.id }).from(r).where(where).limit(most).as("counted");
  return database().$count(counted);
}

const keys: Record<ReservationSort, ListOrder["key"]> = {
  // An expression, so that the index reservations_by_booking serves this list alone: the count of a customer's newest holds
  // (hold/check-hold-rate.ts) must never be planned by it.
  booked: { value: sql`greatest(r.held_at)`, type: "timestamptz" },
  departure: { value: sql`f.departs_at`, type: "timestamptz" },
  total: { value: sql`r.total_amount`, type: "bigint" },
  status: { value: sql`r.status`, type: "text" },
};

function orderOf({ sort, descending }: Pick<Wanted, "sort" | "descending">): ListOrder {
  return { sort, descending, key: keys[sort], id: { value: sql`r.id`, type: "uuid" } };
}

export const newestFirst = orderOf({ sort: "booked", descending: true });

/** The reservations of a page. The page is cut before the joins. */
function cutPage(order: ListOrder, where: SQL, slice: KeysetSlice) {
  const query = database()
    .select({
      id: r.id,
      locator: r.locator,
      status: r.status,
      contactEmail: r.contactEmail,
      contactPhone: r.contactPhone,
      passengers: sql`${r.adults} + ${r.children} + ${r.infants}`.mapWith(Number).as("passengers"),
      bookedAmount: r.totalAmount,
      heldAt: r.heldAt,
      createdAt: r.createdAt,
      endedAt: r.endedAt,
      at: keyText(order).as("at"),
      place: sql<number>`row_number() over (order by ${slice.orderBy})`.as("place"),
    })
    .from(r)
    .$dynamic();
  // Only this order needs the first flight.
  const sorted =
    order.sort === "departure"
      ? query
          .innerJoin(s, and(eq(s.reservationId, r.id), eq(s.position, 0)))
          .innerJoin(f, eq(f.id, s.flightId))
      : query;
  return sorted.where(and(where, slice.where)).orderBy(slice.orderBy).limit(slice.limit).as("r");
}

/** A row for each flight of the reservations of a page. */
async function reservationsOfPage(...page: Parameters<typeof cutPage>) {
  const found = cutPage(...page);
  return database()
    .select({
      id: found.id,
      locator: found.locator,
      status: found.status,
      contactEmail: found.contactEmail,
      contactPhone: found.contactPhone,
      passengers: found.passengers,
      bookedAmount: found.bookedAmount,
      totalAmount: sql`case when r.created_at is null then r.total_amount else ${orderTotal} end`.mapWith(
        Number,
      ),
      heldAt: found.heldAt,
      createdAt: found.createdAt,
      endedAt: found.endedAt,
      at: found.at,
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
    .leftJoin(s, and(eq(s.reservationId, found.id), currentSegment))
    .leftJoin(f, eq(f.id, s.flightId))
    .orderBy(asc(found.place), asc(s.position));
}

function joinLegs(rows: Awaited<ReturnType<typeof reservationsOfPage>>) {
  const found = new Map<string, FoundReservation & { at: string }>();
  for (const { surname, givenName, heldAt, createdAt, endedAt, segment, ...row } of rows) {
    const known = found.get(row.id);
    if (known && segment) known.segments.push(segment);
    else if (!known)
      found.set(row.id, {
        ...row,
        lead: surname && givenName && `${surname} ${givenName}`,
        heldAt: heldAt.toISOString(),
        createdAt: createdAt?.toISOString() ?? null,
        endedAt: endedAt?.toISOString() ?? null,
        segments: segment ? [segment] : [],
      });
  }
  return [...found.values()];
}
