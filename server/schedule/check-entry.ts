import type { FareRow } from "@/db/schema/schedule";
import { AppError, type FieldErrors } from "@/server/shared/errors";
import type { LocalDate } from "@/server/shared/time";
import { type Entry, findImplausible } from "./domain/plausibility";
import type { DatedFlight } from "./domain/season-pattern";
import { proposeFares, unitsOf } from "./fare-rules";
import type { FlightReference } from "./flight-facts";

type Checked = {
  flights: readonly DatedFlight[];
  period: { from: LocalDate; to: LocalDate };
  /** Left out by a preview. */
  fares?: readonly FareRow[];
  blockField: "arrivalTime" | "blockMinutes";
  /** Renames a field of a pattern to that of the form. */
  fields?: Readonly<Record<string, string>>;
};

/**
 * What is unusual about an entry of the staff and needs their confirmation, by field. A preview shows it;
 * registering asks for it.
 *
 * @throws AppError INVALID_INPUT for what is beyond reason, confirmed or not.
 */
export function unusualFields(
  { flights, period, fares = [], blockField, fields = {} }: Checked,
  reference: FlightReference,
): FieldErrors {
  const usual = usualFares(reference);
  const entry: Entry = {
    blockMinutes: flights.map((flight) => flight.blockMinutes),
    usualBlockMinutes: reference.blockMinutes,
    periodFrom: period.from,
    periodTo: period.to,
    fares: fares.map((fare) => ({ ...fare, usualAmount: usual.get(fare.brand) ?? fare.amount })),
    capacities: unitsOf(reference.aircraft.layouts),
  };
  const { refused, asked } = findImplausible(entry, blockField);
  if (Object.keys(refused).length > 0)
    throw new AppError("INVALID_INPUT", { fieldErrors: renamed(refused, fields) });
  return renamed(asked, fields);
}

/** @throws AppError INVALID_INPUT with what is unusual and a question at `confirmed`, unless it was answered. */
export function requireConfirmation(unusual: FieldErrors, confirmed: boolean): void {
  if (confirmed || Object.keys(unusual).length === 0) return;
  throw new AppError("INVALID_INPUT", { fieldErrors: { ...unusual, confirmed: "confirmUnusual" } });
}

/** The proposed fares of the route, by brand. */
function usualFares({ distanceMiles, origin, destination, aircraft }: FlightReference): Map<string, number> {
  const domestic = origin.country === "KR" && destination.country === "KR";
  const proposed = proposeFares({ distanceMiles, domestic }, aircraft.layouts);
  return new Map(proposed.map(({ brand, amount }) => [brand, amount]));
}

const renamed = (errors: FieldErrors, fields: Readonly<Record<string, string>>): FieldErrors =>
  Object.fromEntries(Object.entries(errors).map(([field, key]) => [fields[field] ?? field, key]));
