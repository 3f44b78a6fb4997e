import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export type { RegisteredSchedule } from "./register-season-schedule";

export const {
  cancelFlight,
  exportFlights,
  previewFlight,
  previewSeasonSchedule,
  registerFlight,
  registerSeasonSchedule,
  reportFlightOperation,
} = tracedVerbs("schedule", verbs);
