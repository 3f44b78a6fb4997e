import type { CutoffPolicies } from "@/server/reservation/domain/policy-rows";
import { releaseHeld } from "@/server/reservation/hold/end-hold";
import type { ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { sellHeldUnits } from "@/server/reservation/inventory/sell-held-units";
import type { TxContext } from "@/server/shared/context";
import { lockSameFlightReservations } from "./lock-same-flight-reservations";

export type RefusalReason =
  | "HOLD_EXPIRED"
  | "ALREADY_PAID"
  | "CANCELLED"
  | "AMOUNT_MISMATCH"
  | "SALES_CLOSED"
  | "FLIGHT_DEPARTED";

/**
 * Sells a hold after its deadline. The customer may have booked the same flight again for the same people meanwhile: a
 * paid reservation stays, and this payment is refused; an unpaid hold is released, and a later payment for it is
 * refunded.
 *
 * @returns why the payment is refused, or null.
 */
export async function sellLateOrRefuse(
  ctx: TxContext,
  facts: ReservationFacts,
  cutoffs: CutoffPolicies,
): Promise<RefusalReason | null> {
  const others = await lockSameFlightReservations(ctx, facts);
  if (others.anyPaid) return "ALREADY_PAID";
  const refusal = await sellOrRefuse(ctx, facts, cutoffs);
  if (!refusal) for (const id of others.held) await releaseHeld(ctx, id);
  return refusal;
}

/** Sells the units of a hold. @returns why its payment is refused, or null. */
export async function sellOrRefuse(
  ctx: TxContext,
  facts: ReservationFacts,
  cutoffs: CutoffPolicies,
): Promise<RefusalReason | null> {
  const outcome = await sellHeldUnits(ctx, facts.id, cutoffs);
  switch (outcome) {
    case "SOLD":
      return null;
    case "SHORT":
      return "HOLD_EXPIRED";
    case "FLIGHT_CANCELLED":
      return "CANCELLED";
    case "SALES_CLOSED":
    case "FLIGHT_DEPARTED":
      return outcome;
  }
}
