import type { FareRow } from "@/db/schema/schedule";
import type { LocalDate } from "@/server/shared/time";
import type { DatedFlight } from "./domain/season-pattern";

/** A flight takes its date and arrival where a pattern has a period and weekdays. */
export const formFields = {
  periodFrom: "departureDate",
  periodTo: "departureDate",
  days: "departureDate",
} as const;

/** One flight as an entry is checked. */
export const oneFlight = (flights: readonly DatedFlight[], date: LocalDate, fares?: readonly FareRow[]) => ({
  flights,
  period: { from: date, to: date },
  ...(fares && { fares }),
  blockField: "arrivalTime" as const,
  fields: formFields,
});
