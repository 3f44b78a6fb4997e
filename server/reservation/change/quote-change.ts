import { requireServed, requireTripActor } from "@/server/reservation/access/require-trip";
import { checkWaiver, requireWaiver } from "@/server/reservation/cancel/require-waiver";
import { changeRule } from "@/server/reservation/domain/booking-rules";
import { earliestCutoff } from "@/server/reservation/domain/sale-window";
import { departuresOf } from "@/server/reservation/hold/check-hold";
import { enoughUnits } from "@/server/reservation/inventory/take-units";
import { limitQuotes } from "@/server/reservation/order/limit-quotes";
import { type QuoteChangeInput, quoteChangeInput } from "@/server/reservation/schemas";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { shoppedFlights } from "@/server/reservation/shop/shopped-flight-facts";
import type { OfferedChange } from "@/server/reservation/views/change-schemas";
import { type RequestContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { awaitingChange, offered, storeQuote } from "./change-rows";
import { checkFlights, checkTravelConflicts } from "./check-change";
import { composeChange } from "./compose-change";
import { requireAdmissionToChange } from "./require-admission-to-change";
import { type TripFacts, tripFacts } from "./trip-facts";

const QUOTE_MINUTES = 15;

/**
 * Quotes the change of flights that were not flown for others between the same cities, with every line: what the old ones
 * had cost, today's price of the new ones, the change fee of the brand, and what is forfeited. All passengers of a flight
 * change together. The quote is valid for 15 minutes, but never beyond the next no-show cut-off or departure of the trip
 * or the end of the sale of a new flight.
 * Staff may ask on the customer's behalf, and may leave the fees out.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, NOT_CHANGEABLE, CHANGE_AWAITS_PAYMENT, SOLD_OUT, FLIGHT_NOT_ON_SALE, SALES_CLOSED,
 *   FLIGHT_DEPARTED, WAITING_ROOM, RATE_LIMITED, INVALID_INPUT with the field `flights.N`, `passengers.N.surname` or `overlapConfirmed`;
 *   with `waiver.reason` when it is missing, when there is no fee, or when the reservation is the staff's own.
 */
export async function quoteChangeOf(ctx: RequestContext, input: QuoteChangeInput): Promise<OfferedChange> {
  requireTripActor(ctx.actor);
  const { reservationId, flights, overlapConfirmed, waiver } = parse(quoteChangeInput, input);
  await limitQuotes(ctx, "quote-change");
  await requireAdmissionToChange(ctx, () => shoppedFlights(flights.map(({ flightId }) => flightId)));
  const policies = await salePolicies();
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireServed(tx, reservationId);
    if (waiver) requireWaiver(ctx.actor, facts);
    if (!changeRule(facts, facts.now).allowed) throw new AppError("NOT_CHANGEABLE");
    if (await awaitingChange(tx, reservationId)) throw new AppError("CHANGE_AWAITS_PAYMENT");
    const trip = await tripFacts(tx.tx, facts, flights);
    checkFlights(trip, flights, policies);
    await checkTravelConflicts(tx.tx, trip, { flights, overlapConfirmed });
    const composed = composeChange(trip, flights, policies, waiver !== undefined);
    if (waiver) checkWaiver(offered(composed));
    if (!(await enoughUnits(tx.tx, composed.flights))) throw new AppError("SOLD_OUT");
    const expiresAt = endOf(trip, QUOTE_MINUTES, policies);
    const { now } = trip;
    return storeQuote(tx, {
      reservationId,
      version: facts.version,
      now: new Date(now).toISOString(),
      expiresAt,
      composed,
      waiverReason: waiver?.reason ?? null,
      waivers: trip.refund.waivers.filter(({ segmentIndex }) =>
        composed.flights.some((flight) => flight.segmentIndex === segmentIndex),
      ),
    });
  });
}

/** So many minutes from now, or the moment before at which one of the flights can be given up or sold no more. */
export function endOf(
  trip: Pick<TripFacts, "refund" | "wanted" | "now" | "issueDate">,
  minutes: number,
  { CUTOFFS }: Pick<Awaited<ReturnType<typeof salePolicies>>, "CUTOFFS">,
): Date {
  const { refund, wanted, now, issueDate } = trip;
  const ends = [
    Date.parse(now) + minutes * 60_000,
    Date.parse(earliestCutoff("sales", departuresOf({ offers: wanted }), CUTOFFS, issueDate)),
  ];
  return new Date(Math.min(...ends, ...(refund.nextChange ? [Date.parse(refund.nextChange)] : [])));
}
