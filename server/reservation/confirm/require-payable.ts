import { payRule } from "@/server/reservation/domain/booking-rules";
import { earliestCutoff } from "@/server/reservation/domain/sale-window";
import { requireOwn } from "@/server/reservation/hold/require-live-hold";
import { reservationIdInput } from "@/server/reservation/schemas";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import type { Locale } from "@/server/shared/airline";
import { type RequestContext, requireCustomer, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";

export type PayableReservation = {
  reservationId: string;
  customerId: string;
  locator: string;
  locale: Locale;
  /** Whole won. */
  amount: number;
  email: string;
  /** The payment deadline, or the end of the sale if that is earlier. */
  dueAt: string;
  flights: { designator: string; origin: string; destination: string; departureDate: string }[];
};

/**
 * Returns what a hold costs and until when it can be paid. Changes nothing.
 *
 * @throws AppError HOLD_EXPIRED, PASSENGERS_INCOMPLETE, SALES_CLOSED, FLIGHT_DEPARTED, NOT_FOUND.
 */
export async function payableReservation(
  ctx: RequestContext,
  input: { reservationId: string },
): Promise<PayableReservation> {
  const customer = requireCustomer(ctx.actor);
  const { reservationId } = parse(reservationIdInput, input);
  const { CUTOFFS } = await salePolicies();
  return transaction(ctx, async (tx) => {
    const facts = await requireOwn(tx, reservationId, customer.id);
    const pay = payRule(facts, facts.now, CUTOFFS);
    if (!pay.allowed) throw new AppError(pay.reason);
    // The hold's deadline was set by the flights' times of its day; a flight may have been moved forward since.
    const today = toLocal(facts.now, KOREA_ZONE).date;
    const salesEnd = earliestCutoff("sales", facts.segments, CUTOFFS, today);
    return {
      reservationId,
      customerId: facts.customerId,
      locator: facts.locator,
      locale: facts.locale,
      amount: facts.totalAmount,
      email: facts.contactEmail,
      dueAt: new Date(Math.min(Date.parse(facts.paymentDeadline), Date.parse(salesEnd))).toISOString(),
      flights: facts.segments.map(({ designator, origin, destination, departureDate }) => ({
        designator,
        origin,
        destination,
        departureDate,
      })),
    };
  });
}
