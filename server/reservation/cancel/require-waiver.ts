import type { ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { refuseFields } from "@/server/reservation/passengers/check-travel-conflicts";
import { type Actor, actorId, requirePermission } from "@/server/shared/context";

const FIELD = "waiver.reason";

/**
 * Lets staff leave fees out, on a reservation that is not their own.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT with the field `waiver.reason`.
 */
export function requireWaiver(actor: Actor, { customerId }: Pick<ReservationFacts, "customerId">): void {
  const { id } = requirePermission(actor, "fee.waive");
  if (id === customerId) refuseFields({ [FIELD]: "ownFee" });
}

type Quote = { waiverReason: string | null; askedById: string | null };

/** Returns whether the actor can confirm a quote. A waiver is the word of one person: nobody else can use its quote. */
export const isQuotedTo = (actor: Actor, { waiverReason, askedById }: Quote): boolean =>
  waiverReason === null || askedById === actorId(actor);

/** Refuses a waiver where there is no fee. @throws AppError INVALID_INPUT with the field `waiver.reason`. */
export function checkWaiver({ waivedAmount }: { waivedAmount: number }): void {
  if (waivedAmount === 0) refuseFields({ [FIELD]: "noFee" });
}
