import { z } from "zod";

export type { PriceLineKind } from "@/server/shared/fare-terms";
export { formatPhone } from "@/server/shared/phone";
export { isLiveHold, noShowRule } from "./domain/booking-rules";
export { isFlown } from "./domain/leg-standing";
export { respelledName, strangeCharacter } from "./domain/passenger-name";
export { type HoldSeatsInput, holdSeatsInput, type ParsedHold } from "./hold/hold-schemas";
export { partyErrors } from "./passengers/party-rules";
export {
  type EnterPassengersInput,
  enterPassengersInput,
  type PassengerInput,
} from "./passengers/passenger-schemas";
export type { ChooseSeatsInput } from "./seats/seat-schemas";
export { placeCode, type SearchInput, searchInput } from "./shop/search-schemas";
/** Views reach the browser as types alone: their schemas stay on the server. */
export type {
  BookedCoupon,
  BookedLine,
  BookedPassenger,
  BookedSeat,
  BookedSegment,
  BookingView,
  FlightLeg,
  TripSummary,
} from "./views/booking-schemas";
export { findTripInput, searchReservationsInput } from "./views/lookup-schemas";
export type { FareOption, FoundFlight, PassengerRules, PublicBrandRule } from "./views/offer-schemas";
export type { OfferedRefund } from "./views/refund-schemas";
export type { SeatMap, SeatPlace } from "./views/seat-map-schemas";
export type { DailyFigures, FoundReservation, ManifestRow } from "./views/staff-schemas";

export const reservationIdInput = z.object({ reservationId: z.uuid() });

const chosen = z.array(z.uuid()).min(1, "chooseOne").max(20);

/** Which passengers and flights to give up, by their ids: places move when others leave the trip. Absent: all of them. */
export const quoteRefundInput = z.object({
  reservationId: z.uuid(),
  passengers: chosen.optional(),
  segments: chosen.optional(),
});
export type QuoteRefundInput = z.input<typeof quoteRefundInput>;

export const cancelReservationInput = z.object({ reservationId: z.uuid(), quoteId: z.uuid() });

export const noShowInput = z.object({
  reservationId: z.uuid(),
  segmentPosition: z.number().int().min(0).max(3),
});
export type NoShowInput = z.input<typeof noShowInput>;
