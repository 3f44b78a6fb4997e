import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { earlierAnswer, type HoldFacts, ownHolds } from "@/server/reservation/hold/hold-facts";
import { type HoldSeatsInput, holdSeatsInput } from "@/server/reservation/hold/hold-schemas";
import { overlappingHolds, sameHold } from "@/server/reservation/hold/own-hold-rules";
import { shoppedFlights } from "@/server/reservation/shop/shopped-flight-facts";
import { requireAdmission } from "@/server/shared/admission";
import { type RequestContext, requireCustomer } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import type { HoldsInTheWay } from "./booking-schemas";

/**
 * Tells what `holdSeats` will do with the customer's own holds, by the same rules: which it ends, or which one it
 * changes because the customer wants the same again. The caller closes their payment pages first.
 *
 * @throws AppError UNAUTHENTICATED, WAITING_ROOM, INVALID_INPUT.
 */
export async function holdsInTheWay(ctx: RequestContext, input: HoldSeatsInput): Promise<HoldsInTheWay> {
  const customer = requireCustomer(ctx.actor);
  const wish = parse(holdSeatsInput, input);
  const key = { customerId: customer.id, idempotencyKey: wish.idempotencyKey };
  const { rows } = await database().execute<{ facts: Pick<HoldFacts, "earlier" | "ownHolds"> }>(sql`
    select jsonb_build_object('earlier', ${earlierAnswer(key)}, 'ownHolds', ${ownHolds(customer.id)}) as facts`);
  const facts = rows[0]?.facts;
  // For a key that was answered before, `holdSeats` repeats its answer and changes nothing.
  if (!facts || facts.earlier) return { replaced: [], same: null };
  const same = sameHold(facts, wish);
  if (same) return { replaced: [], same: same.id };
  // Before the payment page of a hold is closed: `holdSeats` would refuse, and the page would be gone.
  await requireAdmission(ctx, () => shoppedFlights(wish.segments.map(({ flightId }) => flightId)));
  return { replaced: overlappingHolds(facts, wish.segments).map(({ id }) => id), same: null };
}
