export { cancelFlight } from "./cancel-flight";
export { type FlightPreview, previewFlight } from "./preview-flight";
export { type PreviewedFlight, previewSeasonSchedule, type SchedulePreview } from "./preview-season-schedule";
export { registerFlight } from "./register-flight";
export { type RegisteredSchedule, registerSeasonSchedule } from "./register-season-schedule";
