import { requireServed, requireTripActor } from "@/server/reservation/access/require-trip";
import type { PayableReservation } from "@/server/reservation/confirm/require-payable";
import { type ChangeIdInput, changeIdInput } from "@/server/reservation/schemas";
import { type RequestContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { readChange } from "./change-rows";

/**
 * Returns what a change costs and until when it can be paid. Changes nothing.
 *
 * @throws AppError HOLD_EXPIRED when it does not wait for a payment any more, NOT_FOUND.
 */
export function payableChange(ctx: RequestContext, input: ChangeIdInput): Promise<PayableReservation> {
  requireTripActor(ctx.actor);
  const { reservationId, changeId } = parse(changeIdInput, input);
  return transaction(ctx, async (tx) => {
    const facts = await requireServed(tx, reservationId);
    const change = await readChange(tx, { reservationId, changeId });
    if (!change) throw new AppError("NOT_FOUND");
    const until = change.expiresAt?.toISOString() ?? facts.now;
    if (change.status !== "AWAITING_PAYMENT" || Date.parse(until) <= Date.parse(facts.now))
      throw new AppError("HOLD_EXPIRED");
    return {
      reservationId,
      customerId: facts.customerId,
      locator: facts.locator,
      locale: facts.locale,
      amount: change.balance,
      email: facts.contactEmail,
      dueAt: until,
      flights: change.quote.flights.map(({ to }) => ({
        designator: to.designator,
        origin: to.origin,
        destination: to.destination,
        departureDate: to.departureDate,
      })),
    };
  });
}
