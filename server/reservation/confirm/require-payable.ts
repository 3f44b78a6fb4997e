import { requireLiveHold } from "@/server/reservation/hold/require-live-hold";
import { reservationIdInput } from "@/server/reservation/schemas";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { saleWindow } from "@/server/reservation/shop/sale-window-facts";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";

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
 * @throws AppError HOLD_EXPIRED, PASSENGERS_INCOMPLETE, SALES_CLOSED, FLIGHT_DEPARTED, NOT_FOUND.
 */
export async function payableReservation(
  ctx: RequestContext,
  input: { reservationId: string },
): Promise<PayableReservation> {
  const customer = requireMember(ctx.actor);
  const { reservationId } = parse(reservationIdInput, input);
  const { CUTOFFS } = await salePolicies();
  return transaction(ctx, async (tx) => {
    const facts = await requireLiveHold(tx, reservationId, customer.id);
    const { event, passengersComplete, paymentDeadline } = facts;
    if (!passengersComplete) throw new AppError("PASSENGERS_INCOMPLETE");
    // The hold's deadline knew the sale's end of its day; a flight may have been moved forward since.
    const { sale, salesEnd } = await saleWindow(tx.tx, reservationId, CUTOFFS);
    if (sale !== "OPEN") throw new AppError(sale);
    return {
      reservationId,
      customerId: event.customerId,
      locator: event.locator,
      locale: event.locale,
      amount: event.totalAmount,
      email: event.contactEmail,
      dueAt: new Date(Math.min(Date.parse(paymentDeadline), Date.parse(salesEnd))).toISOString(),
      flights: event.segments.map(({ designator, origin, destination, departureDate }) => ({
        designator,
        origin,
        destination,
        departureDate,
      })),
    };
  });
}
