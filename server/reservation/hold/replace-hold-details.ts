import { eq } from "drizzle-orm";
import { type Database, database, type Tx } from "@/db/client";
import { holdKeys, reservations } from "@/db/schema/reservation";
import { refuseTravelConflicts } from "@/server/reservation/passengers/check-travel-conflicts";
import { nameParty, tripAges } from "@/server/reservation/passengers/name-party";
import { writeContact } from "@/server/reservation/passengers/write-passengers";
import type { ParsedHold } from "@/server/reservation/schemas";
import { audit } from "@/server/shared/audit";
import { type RequestContext, transaction } from "@/server/shared/context";
import type { OwnHold } from "./own-hold-rules";
import { heldFlights } from "./reprice-hold";
import { requireLiveHold } from "./require-live-hold";
import { takeTurnOfCustomer } from "./take-turn";

/**
 * Writes the passengers, contact and language of a request to a hold that the customer has already. The deadline stays;
 * seats and price stay as far as the ages allow. The request's key is answered with this hold from then on.
 *
 * @throws AppError HOLD_EXPIRED when the deadline has passed meanwhile, INVALID_INPUT, SOLD_OUT.
 */
export async function replaceDetails(
  ctx: RequestContext,
  customerId: string,
  hold: OwnHold,
  wish: ParsedHold,
): Promise<void> {
  const { passengers, contact, locale } = wish;
  if (!passengers && !contact && locale === hold.locale)
    return rememberKey(database(), customerId, hold, wish);
  await transaction({ ...ctx, correlationId: hold.id }, async (tx) => {
    await takeTurnOfCustomer(tx, customerId);
    const facts = await requireLiveHold(tx, hold.id, customerId);
    if (passengers) {
      await refuseTravelConflicts(tx, facts, { passengers, overlapConfirmed: wish.overlapConfirmed });
      const held = await heldFlights(tx.tx, hold.id);
      await nameParty(tx, hold.id, passengers, { held, trip: await tripAges(held, facts.now) });
    }
    if (contact) await writeContact(tx, hold.id, contact);
    await tx.tx.update(reservations).set({ locale }).where(eq(reservations.id, hold.id));
    await rememberKey(tx.tx, customerId, hold, wish);
    await audit(tx, { action: "replace-hold-details", entity: "reservation", entityId: hold.id });
  });
}

/** Remembers that the key is answered with this hold, also once the hold has ended. */
async function rememberKey(
  db: Database | Tx,
  customerId: string,
  { id: reservationId }: OwnHold,
  { idempotencyKey }: ParsedHold,
): Promise<void> {
  await db.insert(holdKeys).values({ customerId, idempotencyKey, reservationId }).onConflictDoNothing();
}
