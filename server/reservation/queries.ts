export { ticketCheckDigit } from "./domain/ticket-number";
export {
  brandRules,
  type FareOption,
  type FoundFlight,
  lowestFares,
  searchFlights,
} from "./search-flights";
export { findReservations, passengerManifest } from "./views/admin-search";
export { listAirports } from "./views/airports";
export { type BookingView, getBooking, getBookingByLocator, getReservationForAdmin } from "./views/booking";
export {
  type DailyFigures,
  dailyFigures,
  departureFigures,
} from "./views/figures";
export { type CabinLoad, flightLoads } from "./views/flight-load";
export { refundTerms } from "./views/refund-terms";
export { getSeatMap } from "./views/seat-map";
export { findTrip, listTrips, type TripSummary } from "./views/trips";
