import { formOf, textField } from "@/app/_lib/actions/form";
import { type OperationValues, operationFields } from "@/components/admin/flights/operation-form-state";
import type { FlightView, ReportFlightOperationInput } from "@/server/schedule/schemas";
import { SCHEDULE_CLOCK_POLICY, toInstant, toLocal } from "@/server/shared/time";

type Known = Pick<
  FlightView,
  | ("id" | "departsAt" | "arrivesAt" | "originZone" | "destinationZone" | "expectedDepartsAt")
  | ("expectedArrivesAt" | "departureTerminal" | "departureGate" | "arrivalTerminal" | "arrivalGate")
>;

/** What a form about a flight's operation has, as typed. */
export function operationValuesOf(sent: unknown): OperationValues {
  const form = formOf(sent);
  return Object.fromEntries(operationFields.map((name) => [name, textField(form, name)])) as OperationValues;
}

/**
 * The same as the input of the verb. An empty time, and the published one, mean: as published. What cannot be read stays wrong, so that
 * the verb says so at its field.
 */
export function operationInputOf(values: OperationValues, flight: Known): ReportFlightOperationInput {
  return {
    flightId: flight.id,
    departsAt: expected(values.departsAt, flight.originZone, flight.departsAt),
    arrivesAt: expected(values.arrivesAt, flight.destinationZone, flight.arrivesAt),
    departureTerminal: values.departureTerminal.trim() || null,
    departureGate: values.departureGate.trim() || null,
    arrivalTerminal: values.arrivalTerminal.trim() || null,
    arrivalGate: values.arrivalGate.trim() || null,
  };
}

function expected(typed: string, zone: string, published: Date): string | null {
  if (typed === "" || typed === local(published, zone)) return null;
  const [date = "", time = ""] = typed.split("T");
  try {
    return toInstant(date, time.slice(0, 5), zone, SCHEDULE_CLOCK_POLICY);
  } catch {
    return typed;
  }
}

/** `YYYY-MM-DDTHH:MM` on the clock of the airport. */
const local = (at: Date, zone: string): string => {
  const { date, time } = toLocal(at, zone);
  return `${date}T${time}`;
};

/** What the form begins with: what is known now. */
export const knownValues = (flight: Known): OperationValues => ({
  departsAt: local(flight.expectedDepartsAt ?? flight.departsAt, flight.originZone),
  arrivesAt: local(flight.expectedArrivesAt ?? flight.arrivesAt, flight.destinationZone),
  departureTerminal: flight.departureTerminal ?? "",
  departureGate: flight.departureGate ?? "",
  arrivalTerminal: flight.arrivalTerminal ?? "",
  arrivalGate: flight.arrivalGate ?? "",
});
