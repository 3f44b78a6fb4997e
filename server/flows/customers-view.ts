import { customerIdsMatching, customersByIds, getCustomer, listCustomers } from "@/server/identity/queries";
import type { Customer } from "@/server/identity/schemas";
import { mileageAccountOf } from "@/server/mileage/queries";
import { customersByContactPhone, customersByLastBooking, lastBookings } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import type { Page } from "@/server/shared/cursor";

export const customerSorts = ["name", "joined", "booked"] as const;
export type CustomerSort = (typeof customerSorts)[number];

/** A customer with the moment of the last paid booking; null when there is none. */
export type ListedCustomer = Customer & { lastBookedAt: Date | null };

type Search = { q: string; sort: CustomerSort; cursor: string | null };

const PAGE_SIZE = 25;
/** The number of customers that a search sorts by their last booking. More words find fewer. */
const MAX_SORTED = 1_000;

/**
 * Finds customers by name, e-mail address, or the telephone number of a booking's contact. For staff. The order `booked`
 * lists only customers who have booked.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function findCustomers(ctx: RequestContext, search: Search): Promise<Page<ListedCustomer>> {
  const also = search.q === "" ? [] : await customersByContactPhone(ctx, search.q);
  return search.sort === "booked" ? byLastBooking(ctx, search, also) : byMember(ctx, search, also);
}

async function byMember(ctx: RequestContext, { q, sort, cursor }: Search, also: string[]) {
  const order = sort === "name" ? "NAME" : "JOINED";
  const page = await listCustomers(ctx, { q, also, sort: order, cursor, limit: PAGE_SIZE });
  const booked = await lastBookings(
    ctx,
    page.items.map(({ id }) => id),
  );
  const bookedAt = new Map(booked.map((booking) => [booking.customerId, booking.bookedAt]));
  return {
    ...page,
    items: page.items.map((customer) => ({ ...customer, lastBookedAt: bookedAt.get(customer.id) ?? null })),
  };
}

async function byLastBooking(ctx: RequestContext, { q, cursor }: Search, also: string[]) {
  const among = q === "" ? null : await customerIdsMatching(ctx, { q, also }, MAX_SORTED);
  const page = await customersByLastBooking(ctx, { among, cursor, limit: PAGE_SIZE });
  const customers = await customersByIds(
    ctx,
    page.items.map(({ customerId }) => customerId),
  );
  const known = new Map(customers.map((customer) => [customer.id, customer]));
  return {
    ...page,
    items: page.items.flatMap(({ customerId, bookedAt }) => {
      const customer = known.get(customerId);
      return customer ? [{ ...customer, lastBookedAt: bookedAt }] : [];
    }),
  };
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
