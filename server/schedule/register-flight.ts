import { audit } from "@/server/shared/audit";
import { databaseNow, type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { isoWeekday } from "@/server/shared/time";
import {
  requireConfirmation,
  singleFlightEntry,
  singleFlightFields,
  unusualFields,
} from "./confirmation-rules";
import { completeFares } from "./fare-rules";
import { readFlightFacts } from "./flight-facts";
import { ownDesignator, plannedFlights } from "./planned-flight-rules";
import { publishFlights } from "./publish-flights";
import { type RegisterFlightInput, registerFlightInput } from "./schemas";

/**
 * Puts one dated flight on sale. Only for staff.
 *
 * @throws AppError INVALID_INPUT (also for unusual values that were not confirmed, with `confirmed`) ·
 *   FLIGHT_ALREADY_EXISTS (at `departureDate`) when there is a flight with this designator on that date.
 */
export async function registerFlight(
  ctx: RequestContext,
  input: RegisterFlightInput,
): Promise<{ flightId: number; departsAt: string; arrivesAt: string }> {
  requirePermission(ctx.actor, "schedule.change");
  const { departureDate, fares: givenFares, confirmed, ...given } = parse(registerFlightInput, input);
  const designator = ownDesignator(given.designator);
  return transaction(ctx, async (tx) => {
    const facts = await readFlightFacts(tx.tx, given);
    const pattern = {
      ...given,
      designator,
      periodFrom: departureDate,
      periodTo: departureDate,
      days: [isoWeekday(departureDate)],
    };
    const dated = plannedFlights(pattern, facts, await databaseNow(tx.tx), singleFlightFields);
    const fares = completeFares(givenFares, facts.aircraft.layouts);
    requireConfirmation(unusualFields(singleFlightEntry(dated, departureDate, fares), facts), confirmed);
    const { added } = await publishFlights(
      tx,
      dated.map((flight) => ({
        ...flight,
        ...pattern,
        scheduleId: null,
        distanceMiles: facts.distanceMiles,
        fares,
      })),
    );
    const [flight] = added;
    if (!flight) {
      throw new AppError("FLIGHT_ALREADY_EXISTS", { fieldErrors: { departureDate: "flightExists" } });
    }
    await audit(tx, {
      action: "register-flight",
      entity: "flight",
      entityId: String(flight.id),
      after: flight,
    });
    return { flightId: flight.id, departsAt: flight.departsAt, arrivesAt: flight.arrivesAt };
  });
}
