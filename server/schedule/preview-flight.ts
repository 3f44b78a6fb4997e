import { database } from "@/db/client";
import { airline } from "@/server/shared/airline";
import { databaseNow, type RequestContext, requireAdmin } from "@/server/shared/context";
import type { FieldErrors } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { isoWeekday } from "@/server/shared/time";
import { unusualFields } from "./check-entry";
import { plannedFlights } from "./planned-flight-rules";
import type { DatedFlight } from "./domain/season-pattern";
import { formFields, oneFlight } from "./one-flight";
import { flightReference } from "./flight-facts";
import { type PreviewFlightInput, previewFlightInput } from "./schemas";

/** `unusual`: what registering asks to confirm, by field; fares are not known yet. */
export type FlightPreview = DatedFlight & {
  originZone: string;
  destinationZone: string;
  unusual: FieldErrors;
};

/**
 * When a flight with these local times would leave and arrive, before it is registered. Changes
 * nothing. Only the airline's staff.
 *
 * @throws AppError INVALID_INPUT as registering would.
 */
export async function previewFlight(ctx: RequestContext, input: PreviewFlightInput): Promise<FlightPreview> {
  requireAdmin(ctx.actor);
  const { departureDate, arrivalTime, ...given } = parse(previewFlightInput, input);
  return database().transaction(async (tx) => {
    const reference = await flightReference(given, tx);
    const pattern = {
      ...given,
      // Any number of ours: the times do not depend on it.
      designator: `${airline.designator}1`,
      periodFrom: departureDate,
      periodTo: departureDate,
      days: [isoWeekday(departureDate)],
      ...(arrivalTime ? { arrivalTime } : { blockMinutes: reference.blockMinutes }),
    };
    const dated = plannedFlights(pattern, reference, await databaseNow(tx), formFields);
    const [flight] = dated;
    return {
      ...(flight as DatedFlight),
      originZone: reference.origin.zone,
      destinationZone: reference.destination.zone,
      unusual: unusualFields(oneFlight(dated, departureDate), reference),
    };
  });
}
