import { type Actor, hasPermission, requireCustomer } from "./context";
import { AppError } from "./errors";

/**
 * For rows that belong to one customer as a whole. Messages are different: a member reads those that were sent to them.
 * Runs `query` and returns its rows without their owner: to the customer whose rows they are, to staff who may read
 * reservations, or to the system. The actor is checked before the query runs, since a Drizzle query starts when it is awaited.
 *
 * `openToTravellerOf`: the reservation that all rows belong to, when its traveller may read them too.
 *
 * @throws AppError UNAUTHENTICATED when nobody has signed in; NOT_FOUND when a row belongs to another customer, as
 *   if there were no such row.
 */
export async function readOwnRows<Row extends { customerId: string }>(
  actor: Actor,
  query: PromiseLike<Row[]>,
  { openToTravellerOf }: { openToTravellerOf?: string } = {},
): Promise<Omit<Row, "customerId">[]> {
  const isTraveller = actor.kind === "TRAVELLER" && actor.reservationId === openToTravellerOf;
  const customer = actor.kind === "SYSTEM" || isTraveller ? null : requireCustomer(actor);
  const rows = await query;
  const readsAll = !customer || hasPermission(customer, "reservation.read");
  if (!readsAll && rows.some((row) => row.customerId !== customer.id)) throw new AppError("NOT_FOUND");
  return rows.map(({ customerId, ...row }) => row);
}
