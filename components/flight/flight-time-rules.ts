import type { FlightLeg } from "@/server/reservation/schemas";

const DAY_MS = 24 * 60 * 60_000;

type Dates = Pick<FlightLeg, "departureDate" | "arrivalDate">;
type Instants = Pick<FlightLeg, "departsAt" | "arrivesAt">;

/** Calendar days from departure to arrival, each date by its own airport's clock: -1, 0 or 1, rarely more. */
export const dayOffset = ({ departureDate, arrivalDate }: Dates): number =>
  Math.round((Date.parse(arrivalDate) - Date.parse(departureDate)) / DAY_MS);

/** Whole minutes from gate to gate. */
export const durationMinutes = ({ departsAt, arrivesAt }: Instants): number =>
  Math.round((Date.parse(arrivesAt) - Date.parse(departsAt)) / 60_000);
