import type { FareRow } from "@/db/schema/schedule";
import { AppError, type FieldErrors } from "@/server/shared/errors";
import type { LocalDate } from "@/server/shared/time";
import { findImplausible } from "./domain/plausibility";
import type { DatedFlight } from "./domain/season-pattern";
import { proposedFares, unitsByCabin } from "./fare-rules";
import type { FlightFacts } from "./flight-facts";

/** What the staff entered, as it is checked for plausibility. */
export type FlightEntry = {
  flights: readonly DatedFlight[];
  period: { from: LocalDate; to: LocalDate };
  /** Absent in a preview. */
  fares?: readonly FareRow[];
  blockField: "arrivalTime" | "blockMinutes";
  /** The form's name for a field of a pattern, where they differ. */
  fields?: Readonly<Record<string, string>>;
};

/** The form of a single flight has one date where a pattern has a period and weekdays. */
export const singleFlightFields = {
  periodFrom: "departureDate",
  periodTo: "departureDate",
  days: "departureDate",
} as const;

/** Returns the entry of a single flight on `date`. */
export const singleFlightEntry = (
  flights: readonly DatedFlight[],
  date: LocalDate,
  fares?: readonly FareRow[],
): FlightEntry => ({
  flights,
  period: { from: date, to: date },
  ...(fares && { fares }),
  blockField: "arrivalTime",
  fields: singleFlightFields,
});

/**
 * Returns the unusual values of an entry that the staff must confirm, as message keys by field. A preview shows them;
 * a registration requires the confirmation.
 *
 * @throws AppError INVALID_INPUT for implausible values, which no confirmation allows.
 */
export function unusualFields(
  { flights, period, fares = [], blockField, fields = {} }: FlightEntry,
  facts: FlightFacts,
): FieldErrors {
  const usualAmounts = new Map(proposedFares(facts).map(({ brand, amount }) => [brand, amount]));
  const { refused, asked } = findImplausible(
    {
      blockMinutes: flights.map((flight) => flight.blockMinutes),
      usualBlockMinutes: facts.blockMinutes,
      periodFrom: period.from,
      periodTo: period.to,
      fares: fares.map((fare) => ({ ...fare, usualAmount: usualAmounts.get(fare.brand) ?? fare.amount })),
      capacities: unitsByCabin(facts.aircraft.layouts),
    },
    blockField,
  );
  if (Object.keys(refused).length > 0)
    throw new AppError("INVALID_INPUT", { fieldErrors: withFormFields(refused, fields) });
  return withFormFields(asked, fields);
}

/**
 * Refuses an entry with unusual values that was not confirmed.
 *
 * @throws AppError INVALID_INPUT with the unusual fields, and `confirmed` for the question to the staff.
 */
export function requireConfirmation(unusual: FieldErrors, confirmed: boolean): void {
  if (confirmed || Object.keys(unusual).length === 0) return;
  throw new AppError("INVALID_INPUT", { fieldErrors: { ...unusual, confirmed: "confirmUnusual" } });
}

const withFormFields = (errors: FieldErrors, fields: Readonly<Record<string, string>>): FieldErrors =>
  Object.fromEntries(Object.entries(errors).map(([field, key]) => [fields[field] ?? field, key]));
