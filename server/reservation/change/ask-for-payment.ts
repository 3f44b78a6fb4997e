import { isServing } from "@/server/reservation/access/require-trip";
import { waivedOf } from "@/server/reservation/cancel/record-waiver";
import { scopeOf } from "@/server/reservation/domain/flight-scope";
import { changePaymentRequested } from "@/server/reservation/events";
import type { Offer } from "@/server/reservation/hold/hold-facts";
import { eventDataOf } from "@/server/reservation/hold/reservation-facts";
import type { TxContext } from "@/server/shared/context";
import type { DataOf } from "@/server/shared/events";
import { event, recordEvents } from "@/server/shared/outbox";
import type { StoredChange } from "./change-rows";
import { waivedOn } from "./complete-change";
import type { ExchangedFlight } from "./compose-change";
import type { TripFacts } from "./trip-facts";

type Offered = DataOf<typeof changePaymentRequested>["exchanges"][number]["instead"];

/**
 * Has the customer told to pay for a change that staff accepted, within the transaction that accepts it. Does nothing when the
 * customer accepted it: the payment page is what they see next. `until`: when the new seats are free again.
 */
export async function askForPayment(
  ctx: TxContext,
  change: StoredChange,
  { trip, until }: { trip: TripFacts; until: Date },
): Promise<void> {
  const { facts } = trip;
  if (!isServing(ctx.actor, facts)) return;
  const { id: changeId, balance, quote } = change;
  await recordEvents({ ...ctx, correlationId: facts.id }, [
    event(changePaymentRequested, {
      ...eventDataOf(facts),
      changeId,
      balance,
      feeAmount: quote.coupons.reduce((sum, { fee }) => sum + fee, 0),
      forfeitedAmount: quote.coupons.reduce((sum, { forfeited }) => sum + forfeited, 0),
      ...waivedOf({ reservationId: facts.id, waivedAmount: waivedOn(change) }),
      paymentDeadline: until.toISOString(),
      exchanges: quote.flights.map((flight, n) => ({
        segmentId: flight.segmentId,
        instead: segmentOf(flight, trip.wanted[n] as Offer),
      })),
    }),
  ]);
}

/** A flight as the trip will have it: under the rule that holds after the change, without seats. */
const segmentOf = ({ newSegmentId, rule, cabin, to }: ExchangedFlight, offer: Offer): Offered => ({
  id: newSegmentId,
  flightId: to.flightId,
  designator: to.designator,
  origin: to.origin,
  destination: to.destination,
  originCityKo: to.originCityKo,
  originCityEn: to.originCityEn,
  destinationCityKo: to.destinationCityKo,
  destinationCityEn: to.destinationCityEn,
  originZone: to.originZone,
  destinationZone: to.destinationZone,
  departsAt: to.departsAt,
  arrivesAt: to.arrivesAt,
  departureDate: to.departureDate,
  brand: to.brand,
  cabin,
  distanceMiles: offer.distanceMiles,
  mileageRatePercent: rule.mileageRatePercent,
  checkedBaggageKg: rule.checkedBaggageKg[scopeOf(offer)],
});
