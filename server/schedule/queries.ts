export { airportPositions } from "./views/airport-positions-view";
export { flightStatuses, flightStatusesAgeMs } from "./views/flight-status-view";
export { countFlights, getFlight, listFlights } from "./views/flights-view";
export { publishedFacts } from "./views/published-flights-view";
export { listAircraftTypes, listAirports, proposeFares } from "./views/reference-view";
export { listSeasonSchedules } from "./views/season-schedules-view";
