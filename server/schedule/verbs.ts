export { cancelFlight } from "./cancel-flight";
export { exportFlights } from "./export-flights";
export { previewFlight } from "./preview-flight";
export { previewSeasonSchedule } from "./preview-season-schedule";
export { registerFlight } from "./register-flight";
export { registerSeasonSchedule } from "./register-season-schedule";
export { reportFlightOperation } from "./report-flight-operation";
