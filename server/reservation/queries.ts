export { ticketCheckDigit } from "./domain/ticket-number";
export { brandRules, lowestFares, searchFlights } from "./search-flights";
export { findReservations, passengerManifest } from "./views/admin-search";
export { listAirports } from "./views/airports";
export { getBooking, getBookingByLocator, getReservationForAdmin } from "./views/booking";
export {
  type DailyFigures,
  dailyFigures,
  departureFigures,
} from "./views/figures";
export { type CabinLoad, flightLoads } from "./views/flight-load";
export { refundTerms } from "./views/refund-terms";
export { getSeatMap } from "./views/seat-map";
export type { BookingView, FareOption, FoundFlight, TripSummary } from "./views/shapes";
export { findTrip, listTrips } from "./views/trips";
