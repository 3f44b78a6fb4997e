import { database } from "@/db/client";
import { airline } from "@/server/shared/airline";
import { databaseNow, type RequestContext, requirePermission } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { isoWeekday } from "@/server/shared/time";
import { singleFlightEntry, singleFlightFields, unusualFields } from "./confirmation-rules";
import { readFlightFacts } from "./flight-facts";
import { plannedFlights } from "./planned-flight-rules";
import { type FlightPreview, type PreviewFlightInput, previewFlightInput } from "./schemas";

/**
 * Returns when a flight with these local times would depart and arrive, before it is registered. Changes nothing.
 * Only for staff.
 *
 * @throws AppError INVALID_INPUT for whatever `registerFlight` refuses, except fares.
 */
export async function previewFlight(ctx: RequestContext, input: PreviewFlightInput): Promise<FlightPreview> {
  requirePermission(ctx.actor, "schedule.change");
  const { departureDate, arrivalTime, ...given } = parse(previewFlightInput, input);
  return database().transaction(async (tx) => {
    const facts = await readFlightFacts(tx, given);
    const pattern = {
      ...given,
      // Any flight number will do: the times do not depend on it.
      designator: `${airline.designator}1`,
      periodFrom: departureDate,
      periodTo: departureDate,
      days: [isoWeekday(departureDate)],
      ...(arrivalTime ? { arrivalTime } : { blockMinutes: facts.blockMinutes }),
    };
    const dated = plannedFlights(pattern, facts, await databaseNow(tx), singleFlightFields);
    const [flight] = dated;
    if (!flight) throw new Error("a pattern of one day has one flight");
    return {
      ...flight,
      originZone: facts.origin.zone,
      destinationZone: facts.destination.zone,
      unusual: unusualFields(singleFlightEntry(dated, departureDate), facts),
    };
  });
}
