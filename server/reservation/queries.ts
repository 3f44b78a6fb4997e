export { sentAccessCodes, tripsOfGrants } from "./access/trip-access-view";
export { decidedPayments } from "./confirm/decided-payments-view";
export { ticketCheckDigit } from "./domain/ticket-number";
export { requireVersion } from "./hold/reservation-facts";
export {
  availability,
  availabilityAgeMs,
  availableDays,
  availableFlights,
  fareCalendar,
  fareCalendarAgeMs,
  searchableAirports,
} from "./shop/availability-view";
export { connectingFlights } from "./shop/connecting-flights-view";
export { brandRules, searchFlights } from "./shop/flight-search-view";
export { lowestTotals, lowestTotalsBothWays } from "./shop/lowest-totals-view";
export { searchOffers } from "./shop/offers-view";
export { soldOutDays } from "./shop/sold-out-view";
export { listAirports, routesBetween } from "./views/airports-view";
export { bookedFlights } from "./views/booked-flights-view";
export type { BookingView, TripSummary } from "./views/booking-schemas";
export { getBooking, getBookingByLocator, getReservationForAdmin } from "./views/booking-view";
export { cancellationResult } from "./views/cancellation-result-view";
export { changeOffers } from "./views/change-offers-view";
export { whyChoiceIsNotOffered } from "./views/choice-view";
export {
  countCustomersWithBooking,
  customersByContactPhone,
  customersByLastBooking,
  lastBookings,
  reservationsOfCustomer,
} from "./views/customer-bookings-view";
export { flightLoads } from "./views/flight-load-view";
export { holdsInTheWay } from "./views/holds-in-the-way-view";
export { passengerManifest } from "./views/manifest-view";
export type { FareOption, FoundFlight } from "./views/offer-schemas";
export { orderOfReservation } from "./views/order-view";
export { cancellationFigures, routeLoads } from "./views/overview-figures-view";
export { passengerRules } from "./views/passenger-rules-view";
export { changeStatus, pendingChange } from "./views/pending-change-view";
export { personalDataOf } from "./views/personal-data-view";
export { refundTerms } from "./views/refund-terms-view";
export { countReservations, findReservations, type ReservationFilter } from "./views/reservation-search-view";
export { dailyFigures, departureFigures } from "./views/sales-figures-view";
export { sameTimeReservations } from "./views/same-time-view";
export { getSeatMap } from "./views/seat-map-view";
export {
  type BookingWithOrder,
  getBookingWithOrder,
  getBookingWithOrderForAdmin,
  getBookingWithOrderForSystem,
} from "./views/sold-order-view";
export { reservationsSplitFrom } from "./views/split-family-view";
export type { CabinLoad } from "./views/staff-schemas";
export { findTrip, listTrips, pageOfTrips } from "./views/trips-view";
