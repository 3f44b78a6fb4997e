import { eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { reservations } from "@/db/schema/reservation";
import { type RequestContext, transaction } from "@/server/shared/context";
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
async function liveHolds({ customerId, clientKey }: Holder) {
  const live = sql`status = 'HELD' and payment_deadline > clock_timestamp()`;
  const { rows } = await database().execute<{ ofCustomer: number; fromClient: number }>(sql`
    select (select count(*)::int from reservation.reservations where customer_id = ${customerId} and ${live})
        as "ofCustomer",
      (select count(*)::int from reservation.reservations where client_key = ${clientKey} and ${live})
        as "fromClient"`);
  return rows[0] ?? { ofCustomer: 0, fromClient: 0 };
}

/**
 * Requests at one moment do not see each other's holds until they are written. So each looks again when
 * its own is: the last of them sees all, and whoever finds too many gives its own up.
 *
 * @throws AppError TOO_MANY_HOLDS; its key may be used again then.
 */
export async function giveUpBeyondCaps(
  ctx: RequestContext,
  holder: Holder,
  reservationId: string,
): Promise<void> {
  if (!exceedsCaps(await liveHolds(holder), 0)) return;
  await transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    await releaseHeld(tx, reservationId);
    await tx.tx
      .update(reservations)
      .set({ idempotencyKey: reservationId })
      .where(eq(reservations.id, reservationId));
  });
  throw new AppError("TOO_MANY_HOLDS");
}
