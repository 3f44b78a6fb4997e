import { eq, sql } from "drizzle-orm";
import { type Database, database, type Tx } from "@/db/client";
import { reservations } from "@/db/schema/reservation";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import { releaseHeld } from "./release-hold";

/** Caps on abuse: holds take seats from others without money. */
const MAX_HOLDS_PER_CUSTOMER = 5;
const maxHoldsPerClient = () => env().MAX_HOLDS_PER_ADDRESS;

/** Whether the live holds and `more` others are more than one customer or one address may have. */
export const exceedsCaps = (live: { ofCustomer: number; fromClient: number }, more: number): boolean =>
  live.ofCustomer + more > MAX_HOLDS_PER_CUSTOMER || live.fromClient + more > maxHoldsPerClient();

type Holder = { customerId: string; clientKey: string };

/** Live holds of one customer, and from one address. By the indexes reservations_held_customer and reservations_client. */
async function liveHolds(db: Database | Tx, { customerId, clientKey }: Holder) {
  const live = sql`status = 'HELD' and payment_deadline > clock_timestamp()`;
  const { rows } = await db.execute<{ ofCustomer: number; fromClient: number }>(sql`
    select (select count(*)::int from reservation.reservations where customer_id = ${customerId} and ${live})
        as "ofCustomer",
      (select count(*)::int from reservation.reservations where client_key = ${clientKey} and ${live})
        as "fromClient"`);
  return rows[0] ?? { ofCustomer: 0, fromClient: 0 };
}

/**
 * Requests at one moment do not see each other's holds until they are written. So each looks again when
 * its own is: the last of them sees all. Those that find too many look once more, one after the other, and
 * give their own up until there are as many as may be.
 *
 * @throws AppError TOO_MANY_HOLDS; its key may be used again then.
 */
export async function giveUpBeyondCaps(
  ctx: RequestContext,
  holder: Holder,
  reservationId: string,
): Promise<void> {
  if (!exceedsCaps(await liveHolds(database(), holder), 0)) return;
  const givenUp = await transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    await takeTurn(tx, holder);
    if (!exceedsCaps(await liveHolds(tx.tx, holder), 0)) return false;
    await releaseHeld(tx, reservationId);
    await tx.tx
      .update(reservations)
      .set({ idempotencyKey: reservationId })
      .where(eq(reservations.id, reservationId));
    return true;
  });
  if (givenUp) throw new AppError("TOO_MANY_HOLDS");
}

/** Waits until nobody else of this customer, nor from this address, gives up a hold. Always in this order. */
async function takeTurn({ tx }: TxContext, { customerId, clientKey }: Holder): Promise<void> {
  for (const whose of [`customer:${customerId}`, `address:${clientKey}`])
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`holds-of-${whose}`}, 0))`);
}
