import { and, inArray, isNotNull, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { reservations } from "@/db/schema/reservation";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { keysetPage, keyText, type ListOrder, type ListPage } from "@/server/shared/keyset";
import { parse } from "@/server/shared/parse";
import { personalDataFor } from "@/server/shared/personal-data";
import {
  customerIds,
  customersByLastBookingInput,
  type ListCustomersByLastBookingInput,
  type ListReservationsOfCustomerInput,
  listReservationsOfCustomerInput,
} from "./customer-schemas";
import { newestFirst, reservationPage } from "./reservation-search-view";
import { byPhone } from "./search-predicates";
import type { FoundReservation } from "./staff-schemas";

/** The number of customers that one telephone number finds. A travel agency books for many. */
const MAX_BY_PHONE = 200;

export type LastBooking = { customerId: string; bookedAt: Date };

/**
 * The ids of customers with a reservation whose contact has this telephone number, however it was typed or stored: as it is
 * dialled at home or from abroad, or its last digits from the eighth on, as reservations are found. Staff to whom numbers are
 * masked find a whole number only. None for text that is no number. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function customersByContactPhone(ctx: RequestContext, text: string): Promise<string[]> {
  requirePermission(ctx.actor, "customer.read");
  const [found] = byPhone(text, !personalDataFor(ctx.actor).isFull);
  if (!found) return [];
  const rows = await database()
    .selectDistinct({ id: reservations.customerId })
    .from(reservations)
    .where(sql`${reservations.id} in (${found})`)
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

const isLastAmong = (among: string[] | null) =>
  and(
    isNotNull(reservations.createdAt),
    among ? inArray(reservations.customerId, among) : undefined,
    isLastBooking,
  );

const ROWS_PER_PAGE = 25;

/**
 * Customers by their last booking, the newest first unless asked otherwise; those who never booked are not among them. For
 * staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function customersByLastBooking(
  ctx: RequestContext,
  input: ListCustomersByLastBookingInput,
  limit = ROWS_PER_PAGE,
): Promise<ListPage<LastBooking>> {
  requirePermission(ctx.actor, "customer.read");
  const { among, descending, cursor } = parse(customersByLastBookingInput, input);
  if (among?.length === 0) return { rows: [], previousCursor: null, nextCursor: null };
  const order: ListOrder = {
    sort: "booked",
    descending,
    key: { value: sql`${reservations.createdAt}`, type: "timestamptz" },
    id: { value: sql`${reservations.id}`, type: "uuid" },
  };
  const page = await keysetPage(order, cursor, limit, (slice) =>
    database()
      .select({
        id: reservations.id,
        customerId: reservations.customerId,
        bookedAt: sql<Date>`${reservations.createdAt}`.mapWith(reservations.createdAt),
        at: keyText(order),
      })
      .from(reservations)
      .where(and(isLastAmong(among), slice.where))
      .orderBy(slice.orderBy)
      .limit(slice.limit),
  );
  return { ...page, rows: page.rows.map(({ id, ...booking }) => booking) };
}

/**
 * The number of customers whom `customersByLastBooking` lists in all; `limit` when there are more. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function countCustomersWithBooking(
  ctx: RequestContext,
  input: { among: string[] | null },
  limit: number,
): Promise<number> {
  requirePermission(ctx.actor, "customer.read");
  const { among } = parse(customersByLastBookingInput, input);
  if (among?.length === 0) return 0;
  const rows = database().select({ id: reservations.id }).from(reservations).where(isLastAmong(among));
  return database().$count(rows.limit(limit).as("f"));
}

/**
 * One page of the reservations of a customer in all statuses, the newest first. For staff. The index
 * reservations_customer serves it.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function reservationsOfCustomer(
  ctx: RequestContext,
  input: ListReservationsOfCustomerInput,
  limit = ROWS_PER_PAGE,
): Promise<ListPage<FoundReservation>> {
  requirePermission(ctx.actor, "customer.read");
  const { customerId, cursor } = parse(listReservationsOfCustomerInput, input);
  const where = sql`r.customer_id = ${customerId}`;
  return reservationPage(ctx, where, { order: newestFirst, cursor, limit });
}
