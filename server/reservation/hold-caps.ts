import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { reservations } from "@/db/schema/reservation";
import { type RequestContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { type HoldFacts, holdFacts } from "./offer";
import { releaseHeld } from "./release-hold";

/** Caps on abuse: holds take seats from others without money. */
const MAX_HOLDS_PER_CUSTOMER = 5;
const maxHoldsPerClient = () => Number(process.env.MAX_HOLDS_PER_ADDRESS ?? 50);

/** Whether the live holds and `more` others are more than one customer or one address may have. */
export const exceedsCaps = ({ ownHolds, holdsFromClient }: HoldFacts, more: number): boolean =>
  ownHolds.length + more > MAX_HOLDS_PER_CUSTOMER || holdsFromClient + more > maxHoldsPerClient();

type Held = { customerId: string; clientKey: string; idempotencyKey: string };

/**
 * Requests at one moment do not see each other's holds until they are written. So each looks again when
 * its own is: the last of them sees all, and whoever finds too many gives its own up.
 *
 * @throws AppError TOO_MANY_HOLDS; its key may be used again then.
 */
export async function giveUpBeyondCaps(
  ctx: RequestContext,
  held: Held,
  reservationId: string,
): Promise<void> {
  if (!exceedsCaps(await holdFacts(database(), { ...held, wanted: [] }), 0)) return;
  await transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    await releaseHeld(tx, reservationId);
    await tx.tx
      .update(reservations)
      .set({ idempotencyKey: reservationId })
      .where(eq(reservations.id, reservationId));
  });
  throw new AppError("TOO_MANY_HOLDS");
}
