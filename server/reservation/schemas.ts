import { z } from "zod";
import { flightDate, int4Id } from "@/server/shared/fields";
import { MAX_CORRECTION_REASON_LENGTH, MAX_WAIVER_REASON_LENGTH } from "@/server/shared/order-terms";
import { romanName } from "@/server/shared/person-fields";
import { paragraphs } from "@/server/shared/text";
import { overlapConfirmed } from "./passengers/passenger-schemas";
import { fareBrand } from "./term-schemas";

export type { PriceLineKind } from "@/server/shared/fare-terms";
export { nationalities } from "@/server/shared/nationality";
export { respelledName, strangeCharacter } from "@/server/shared/person-name";
export { formatPhone } from "@/server/shared/phone";
export { CODE_MINUTES, GRANT_MINUTES } from "./access/access-rules";
export type { IssueAccessCodeInput } from "./access/access-schemas";
export { changeContactInput } from "./contact/contact-schemas";
export { isLiveHold } from "./domain/booking-rules";
export { isFlown } from "./domain/leg-standing";
export { correctionForCustomer } from "./domain/name-correction";
export { noShowRule } from "./domain/no-show";
export { type HoldSeatsInput, holdSeatsInput, type ParsedHold } from "./hold/hold-schemas";
export { QUOTE_LIMIT } from "./order/quote-limit";
export { partyErrors } from "./passengers/party-rules";
export {
  type EnterPassengersInput,
  enterPassengersInput,
  type PassengerInput,
} from "./passengers/passenger-schemas";
export { type ChooseSeatsInput, chooseSeatsInput, seatPartyInput } from "./seats/seat-schemas";
export {
  availabilityInput,
  CALENDAR_DAYS,
  calendarInput,
  placeCode,
  type SearchInput,
  searchInput,
} from "./shop/search-schemas";
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
export type { ChangeOffer, OfferedChange, PendingChange } from "./views/change-schemas";
export {
  findTripInput,
  type ReservationSort,
  reservationSorts,
  searchReservationsInput,
} from "./views/lookup-schemas";
export type { FareOption, FoundFlight, PassengerRules, PublicBrandRule } from "./views/offer-schemas";
export type { OrderChange, OrderCoupon, OrderTicket, OrderView } from "./views/order-schemas";
export type { CancellationFigures, RouteLoad } from "./views/overview-schemas";
export type { OfferedRefund } from "./views/refund-schemas";
export type { SeatMap, SeatPlace } from "./views/seat-map-schemas";
export {
  type DailyFigures,
  type FoundReservation,
  type ManifestRow,
  manifestInput,
  manifestSorts,
} from "./views/staff-schemas";

/**
 * Staff leave the fees of a change out. The reason is for the airline: it stands in the change and in the audit log, and no
 * customer reads it.
 */
const waiverField = z
  .object({ reason: paragraphs(3, MAX_WAIVER_REASON_LENGTH) })
  .optional()
  .meta({ description: "Staff leave the fees out. The customer never reads the reason." });

export const reservationIdInput = z.object({ reservationId: z.uuid() });

const chosen = z.array(z.uuid()).min(1, "chooseOne").max(20);
const version = z
  .number()
  .int()
  .positive()
  .meta({ description: "The `version` of the booking that was seen. Another one is CONFLICT." });
const quoteId = z.uuid().meta({ description: "The quote whose terms are accepted." });

/** Which passengers and flights to give up, by their ids: places move when others leave the trip. Absent: all of them. */
export const quoteRefundInput = z.object({
  reservationId: z.uuid(),
  passengers: chosen.optional().meta({ description: "The ids of the passengers; all of them when absent." }),
  segments: chosen
    .optional()
    .meta({ description: "The ids of the flights of the booking; all that have not left when absent." }),
  waiver: waiverField,
});
export type QuoteRefundInput = z.input<typeof quoteRefundInput>;

/** Which passengers get a reservation of their own, on the version of it that the page shows. */
export const splitReservationInput = z.object({
  reservationId: z.uuid(),
  version,
  passengers: chosen.meta({ description: "The ids of the passengers who leave." }),
});
export type SplitReservationInput = z.input<typeof splitReservationInput>;

/** The right spelling of one passenger's Roman name, on the version that the page shows. */
export const correctNameInput = z.object({
  reservationId: z.uuid(),
  version,
  passengerId: z.uuid(),
  surname: romanName,
  givenName: romanName,
  overlapConfirmed,
  /** Why staff correct it beyond what a customer may; for the airline only. */
  reason: paragraphs(3, MAX_CORRECTION_REASON_LENGTH).optional(),
});
export type CorrectNameInput = z.input<typeof correctNameInput>;

export const cancelReservationInput = z.object({ reservationId: z.uuid(), quoteId });

/** Which flights to exchange for which, by their ids. All passengers of a flight change together. */
export const quoteChangeInput = z.object({
  reservationId: z.uuid(),
  flights: z
    .array(
      z.object(
        {
          segmentId: z.uuid().meta({ description: "The flight of the booking that is given up, by its id." }),
          flightId: int4Id.meta({ description: "The flight instead." }),
          brand: fareBrand,
        },
        "chooseFlight",
      ),
    )
    .min(1, "chooseOne")
    .max(4),
  overlapConfirmed,
  waiver: waiverField,
});
export type QuoteChangeInput = z.input<typeof quoteChangeInput>;

export const changeFlightsInput = z.object({ reservationId: z.uuid(), quoteId });

export const changeIdInput = z.object({ reservationId: z.uuid(), changeId: z.uuid() });
export type ChangeIdInput = z.input<typeof changeIdInput>;

export const changeOffersInput = z.object({
  reservationId: z.uuid(),
  segmentId: z.uuid().meta({ description: "The flight of the booking, by its id." }),
  date: flightDate("date").meta({ description: "The local day of departure." }),
});
export type ChangeOffersInput = z.input<typeof changeOffersInput>;

export const noShowInput = z.object({
  reservationId: z.uuid(),
  segmentPosition: z
    .number()
    .int()
    .min(0)
    .max(3)
    .meta({ description: "The position of the flight in the reservation, from 0." }),
});
export type NoShowInput = z.input<typeof noShowInput>;
