import { customerIdsMatching, customersByIds, getCustomer, listCustomers } from "@/server/identity/queries";
import type { Customer } from "@/server/identity/schemas";
import { mileageAccountOf } from "@/server/mileage/queries";
import { customersByContactPhone, customersByLastBooking, lastBookings } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import type { ListPage } from "@/server/shared/keyset";

export const customerSorts = ["name", "joined", "booked"] as const;
export type CustomerSort = (typeof customerSorts)[number];

/** A customer with the moment of the last paid booking; null when there is none. */
export type ListedCustomer = Customer & { lastBookedAt: Date | null };

export type CustomerSearch = {
  q: string;
  sort: CustomerSort;
  descending: boolean;
  cursor?: string | null;
};

const ROWS_PER_PAGE = 25;
/** The number of customers that a search sorts by their last booking. More words find fewer. */
const MAX_SORTED = 1_000;

/**
 * Finds customers by name, e-mail address, or the telephone number of a booking's contact. For staff. The order `booked`
 * lists only customers who have booked.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function findCustomers(
  ctx: RequestContext,
  search: CustomerSearch,
  limit = ROWS_PER_PAGE,
): Promise<ListPage<ListedCustomer>> {
  const also = search.q === "" ? [] : await customersByContactPhone(ctx, search.q);
  return search.sort === "booked"
    ? byLastBooking(ctx, search, also, limit)
    : byMember(ctx, search, also, limit);
}

async function byMember(ctx: RequestContext, search: CustomerSearch, also: string[], limit: number) {
  const { q, descending, cursor } = search;
  const sort = search.sort === "name" ? "NAME" : "JOINED";
  const page = await listCustomers(ctx, { q, also, sort, descending, cursor }, limit);
  const booked = await lastBookings(
    ctx,
    page.rows.map(({ id }) => id),
  );
  const bookedAt = new Map(booked.map((booking) => [booking.customerId, booking.bookedAt]));
  const rows = page.rows.map((customer) => ({
    ...customer,
    lastBookedAt: bookedAt.get(customer.id) ?? null,
  }));
  return { ...page, rows };
}

async function byLastBooking(ctx: RequestContext, search: CustomerSearch, also: string[], limit: number) {
  const { q, descending, cursor } = search;
  const among = q === "" ? null : await customerIdsMatching(ctx, { q, also }, MAX_SORTED);
  const page = await customersByLastBooking(ctx, { among, descending, cursor }, limit);
  const customers = await customersByIds(
    ctx,
    page.rows.map(({ customerId }) => customerId),
  );
  const known = new Map(customers.map((customer) => [customer.id, customer]));
  const rows = page.rows.flatMap(({ customerId, bookedAt }) => {
    const customer = known.get(customerId);
    return customer ? [{ ...customer, lastBookedAt: bookedAt }] : [];
  });
  return { ...page, rows };
}

/**
 * A customer's profile with the miles of the account. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function customerProfile(ctx: RequestContext, id: string) {
  const customer = await getCustomer(ctx, id);
  return { customer, account: await mileageAccountOf(ctx, customer.id) };
}
