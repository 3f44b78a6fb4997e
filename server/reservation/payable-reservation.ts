import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { hasDeparted, requireLiveHold } from "./live-hold";
import { reservationIdInput } from "./schemas";

export type PayableReservation = {
  reservationId: string;
  customerId: string;
  locator: string;
  locale: "ko" | "en";
  amount: number;
  email: string;
  dueAt: string;
  flights: { designator: string; origin: string; destination: string; departureDate: string }[];
};

/**
 * What is to be paid for a hold, and until when.
 *
 * @throws AppError HOLD_EXPIRED, PASSENGERS_INCOMPLETE, FLIGHT_DEPARTED, NOT_FOUND.
 */
export function payableReservation(
  ctx: RequestContext,
  input: { reservationId: string },
): Promise<PayableReservation> {
  const customer = requireMember(ctx.actor);
  const { reservationId } = parse(reservationIdInput, input);
  return transaction(ctx, async (tx) => {
    const facts = await requireLiveHold(tx, reservationId, customer.id);
    const { event, passengersComplete, paymentDeadline } = facts;
    if (!passengersComplete) throw new AppError("PASSENGERS_INCOMPLETE");
    if (hasDeparted(facts)) throw new AppError("FLIGHT_DEPARTED");
    return {
      reservationId,
      customerId: event.customerId,
      locator: event.locator,
      locale: event.locale,
      amount: event.totalAmount,
      email: event.contactEmail,
      dueAt: new Date(paymentDeadline).toISOString(),
      flights: event.segments.map(({ designator, origin, destination, departureDate }) => ({
        designator,
        origin,
        destination,
        departureDate,
      })),
    };
  });
}
