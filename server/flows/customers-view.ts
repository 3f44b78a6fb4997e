import { z } from "zod";
import {
  countCustomers,
  customerIdsMatching,
  customersByIds,
  getCustomer,
  listCustomers,
} from "@/server/identity/queries";
import { customerView } from "@/server/identity/schemas";
import { mileageAccountOf } from "@/server/mileage/queries";
import { mileageAccountView } from "@/server/mileage/schemas";
import {
  countCustomersWithBooking,
  customersByContactPhone,
  customersByLastBooking,
  lastBookings,
} from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import type { ListPage } from "@/server/shared/keyset";

export const customerSorts = ["name", "joined", "booked"] as const;
export type CustomerSort = (typeof customerSorts)[number];

export const listedCustomerView = customerView.extend({
  lastBookedAt: z
    .date()
    .nullable()
    .meta({ description: "When the last paid booking was made; null when there is none." }),
});
export type ListedCustomer = z.output<typeof listedCustomerView>;

export const customerProfileView = z.strictObject({ customer: customerView, account: mileageAccountView });
type CustomerProfile = z.output<typeof customerProfileView>;

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
  const also = await foundByPhone(ctx, search);
  return search.sort === "booked"
    ? byLastBooking(ctx, search, also, limit)
    : byMember(ctx, search, also, limit);
}

/**
 * The number of customers whom `findCustomers` finds in all, `limit` when there are more. `isNarrowed`: more were found than
 * the order `booked` sorts, and the others are in no page of it. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function countFoundCustomers(
  ctx: RequestContext,
  search: CustomerSearch,
  limit: number,
): Promise<{ count: number; isNarrowed: boolean }> {
  const also = await foundByPhone(ctx, search);
  if (search.sort !== "booked")
    return { count: await countCustomers(ctx, { q: search.q, also }, limit), isNarrowed: false };
  const among = await sortedByBooking(ctx, search, also);
  const count = await countCustomersWithBooking(ctx, { among }, limit);
  return { count, isNarrowed: among?.length === MAX_SORTED };
}

const foundByPhone = (ctx: RequestContext, { q }: CustomerSearch): Promise<string[]> =>
  q === "" ? Promise.resolve([]) : customersByContactPhone(ctx, q);

/** The customers of a search whom the order `booked` sorts; null for all. */
const sortedByBooking = (ctx: RequestContext, { q }: CustomerSearch, also: string[]) =>
  q === "" ? Promise.resolve(null) : customerIdsMatching(ctx, { q, also }, MAX_SORTED);

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
  const { descending, cursor } = search;
  const among = await sortedByBooking(ctx, search, also);
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
export async function customerProfile(ctx: RequestContext, id: string): Promise<CustomerProfile> {
  const customer = await getCustomer(ctx, id);
  return { customer, account: await mileageAccountOf(ctx, customer.id) };
}
