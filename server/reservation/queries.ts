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
export { type CabinLoad, flightLoads } from "./views/flight-load";
export { getSeatMap, type SeatMap } from "./views/seat-map";
export { findTrip, listTrips, type TripSummary } from "./views/trips";
