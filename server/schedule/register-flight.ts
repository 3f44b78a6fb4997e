import { audit } from "@/server/shared/audit";
import { databaseNow, type RequestContext, requireAdmin, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { isoWeekday } from "@/server/shared/time";
import { requireConfirmation, unusualFields } from "./check-entry";
import { ownDesignator, plannedFlights } from "./planned-flight-rules";
import { completeFares } from "./fare-rules";
import { formFields, oneFlight } from "./one-flight";
import { publishFlights } from "./publish-flights";
import { flightReference } from "./flight-facts";
import { type RegisterFlightInput, registerFlightInput } from "./schemas";

/**
 * Puts one dated flight on sale. Only the airline's staff.
 *
 * @throws AppError INVALID_INPUT (also what is unusual and not confirmed, with `confirmed`) · FLIGHT_ALREADY_EXISTS (at `departureDate`) when the designator flies
 * on that date already.
 */
export async function registerFlight(
  ctx: RequestContext,
  input: RegisterFlightInput,
): Promise<{ flightId: number; departsAt: string; arrivesAt: string }> {
  requireAdmin(ctx.actor);
  const { departureDate, fares: givenFares, confirmed, ...given } = parse(registerFlightInput, input);
  const designator = ownDesignator(given.designator);
  return transaction(ctx, async (tx) => {
    const reference = await flightReference(given, tx.tx);
    const pattern = {
      ...given,
      designator,
      periodFrom: departureDate,
      periodTo: departureDate,
      days: [isoWeekday(departureDate)],
    };
    const dated = plannedFlights(pattern, reference, await databaseNow(tx.tx), formFields);
    const fares = completeFares(givenFares, reference.aircraft.layouts);
    requireConfirmation(unusualFields(oneFlight(dated, departureDate, fares), reference), confirmed);
    const { added } = await publishFlights(
      tx,
      dated.map((flight) => ({
        ...flight,
        ...pattern,
        scheduleId: null,
        distanceMiles: reference.distanceMiles,
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
