import { and, asc, desc, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { flights, passengers, reservations, segments } from "@/db/schema/reservation";
import { shownEmail } from "@/server/shared/contact-mask";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { afterCursor, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { parse } from "@/server/shared/parse";
import { parsePhone } from "@/server/shared/phone";
import {
  customerIds,
  customersByLastBookingInput,
  type ListCustomersByLastBookingInput,
  type ListReservationsOfCustomerInput,
  listReservationsOfCustomerInput,
} from "./customer-schemas";
import type { FoundReservation } from "./staff-schemas";

/** The number of customers that one telephone number finds. A travel agency books for many. */
const MAX_BY_PHONE = 200;

export type LastBooking = { customerId: string; bookedAt: Date };

/**
 * The ids of customers with a reservation whose contact has this telephone number, in any usual spelling; none for text
 * that is no number. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function customersByContactPhone(ctx: RequestContext, text: string): Promise<string[]> {
  requirePermission(ctx.actor, "customer.read");
  const phone = parsePhone(text);
  if (phone === null) return [];
  const rows = await database()
    .selectDistinct({ id: reservations.customerId })
    .from(reservations)
    .where(eq(reservations.contactPhone, phone))
    .limit(MAX_BY_PHONE);
  return rows.map(({ id }) => id);
}

/**
 * When each of these customers last booked and paid. Customers who never did are missing. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function lastBookings(ctx: RequestContext, ids: readonly string[]): Promise<LastBooking[]> {
  requirePermission(ctx.actor, "customer.read");
  const wanted = parse(customerIds, [...ids]);
  if (wanted.length === 0) return [];
  return database()
    .select({
      customerId: reservations.customerId,
      bookedAt: sql<Date>`max(${reservations.createdAt})`.mapWith(reservations.createdAt),
    })
    .from(reservations)
    .where(and(inArray(reservations.customerId, wanted), isNotNull(reservations.createdAt)))
    .groupBy(reservations.customerId);
}

/** True for the newest booking of its customer. */
const isLastBooking = sql`not exists (select from ${reservations} n
  where n.customer_id = ${reservations.customerId} and n.created_at is not null
    and (n.created_at, n.id) > (${reservations.createdAt}, ${reservations.id}))`;

/**
 * Customers by their last booking, the newest first; those who never booked are not among them. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function customersByLastBooking(
  ctx: RequestContext,
  input: ListCustomersByLastBookingInput,
): Promise<Page<LastBooking>> {
  requirePermission(ctx.actor, "customer.read");
  const { among, cursor, limit } = parse(customersByLastBookingInput, input);
  if (among?.length === 0) return { items: [], nextCursor: null };
  const rows = await database()
    .select({
      id: reservations.id,
      customerId: reservations.customerId,
      bookedAt: sql<Date>`${reservations.createdAt}`.mapWith(reservations.createdAt),
      at: momentOf(reservations.createdAt),
    })
    .from(reservations)
    .where(
      and(
        isNotNull(reservations.createdAt),
        among ? inArray(reservations.customerId, among) : undefined,
        isLastBooking,
        afterCursor(cursor, { moment: reservations.createdAt, id: reservations.id, ids: "asc" }),
      ),
    )
    .orderBy(desc(reservations.createdAt), asc(reservations.id))
    .limit(limit + 1);
  const page = pageOf(rows, limit, ({ id }) => id);
  return { ...page, items: page.items.map(({ id, ...booking }) => booking) };
}

/**
 * The reservations of a customer in all statuses, the newest first. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function reservationsOfCustomer(
  ctx: RequestContext,
  input: ListReservationsOfCustomerInput,
): Promise<Page<FoundReservation>> {
  requirePermission(ctx.actor, "customer.read");
  const { customerId, cursor, limit } = parse(listReservationsOfCustomerInput, input);
  const rows = await pageOfCustomer(
    eq(reservations.customerId, customerId),
    afterCursor(cursor, { moment: reservations.heldAt, id: reservations.id, ids: "asc" }),
    limit,
  );
  const { items, nextCursor } = pageOf(rows, limit, ({ id }) => id);
  const legs = await legsOf(items.map(({ id }) => id));
  return {
    nextCursor,
    items: items.map(({ surname, givenName, heldAt, contactEmail, ...row }) => ({
      ...row,
      contactEmail: shownEmail(ctx.actor, contactEmail),
      lead: surname && givenName && `${surname} ${givenName}`,
      heldAt: heldAt.toISOString(),
      segments: legs.get(row.id) ?? [],
    })),
  };
}

/** The index reservations_customer serves it. */
const pageOfCustomer = (own: SQL, beyond: SQL | undefined, limit: number) =>
  database()
    .select({
      id: reservations.id,
      locator: reservations.locator,
      status: reservations.status,
      contactEmail: reservations.contactEmail,
      passengers: sql`${reservations.adults} + ${reservations.children} + ${reservations.infants}`.mapWith(
        Number,
      ),
      totalAmount: reservations.totalAmount,
      heldAt: reservations.heldAt,
      surname: passengers.surname,
      givenName: passengers.givenName,
      at: momentOf(reservations.heldAt),
    })
    .from(reservations)
    .leftJoin(passengers, and(eq(passengers.reservationId, reservations.id), eq(passengers.position, 0)))
    .where(and(own, beyond))
    .orderBy(desc(reservations.heldAt), asc(reservations.id))
    .limit(limit + 1);

async function legsOf(ids: readonly string[]): Promise<Map<string, FoundReservation["segments"]>> {
  const legs = new Map<string, FoundReservation["segments"]>();
  if (ids.length === 0) return legs;
  const rows = await database()
    .select({
      reservationId: segments.reservationId,
      leg: {
        designator: flights.designator,
        origin: flights.origin,
        destination: flights.destination,
        departureDate: flights.departureDate,
      },
    })
    .from(segments)
    .innerJoin(flights, eq(flights.id, segments.flightId))
    .where(inArray(segments.reservationId, [...ids]))
    .orderBy(asc(segments.position));
  for (const { reservationId, leg } of rows)
    legs.set(reservationId, [...(legs.get(reservationId) ?? []), leg]);
  return legs;
}
