export { ticketCheckDigit } from "./domain/ticket-number";
export {
  brandRules,
  type DirectionQuery,
  type FareOption,
  type FoundFlight,
  lowestFares,
  searchFlights,
} from "./search-flights";
export { type FoundReservation, findReservations, passengerManifest } from "./views/admin-search";
export { type AirportOption, listAirports, servedPairs } from "./views/airports";
export { type BookingView, getBooking, getBookingByLocator, getReservationForAdmin } from "./views/booking";
export {
  type DailyFigures,
  type DepartureFigures,
  dailyFigures,
  departureFigures,
} from "./views/figures";
export { type CabinLoad, flightLoads } from "./views/flight-load";
export { refundTerms } from "./views/refund-terms";
export { getSeatMap, type SeatMap } from "./views/seat-map";
export { findTrip, listTrips, type TripSummary } from "./views/trips";
