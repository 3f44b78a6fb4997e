import { audit } from "@/server/shared/audit";
import { databaseNow, type RequestContext, requireAdmin, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { isoWeekday } from "@/server/shared/time";
import { ownDesignator, plannedFlights } from "./dated-flights";
import { completeFares } from "./flight-fares";
import { publishFlights } from "./publish-flights";
import { flightReference } from "./reference";
import { type RegisterFlightInput, registerFlightInput } from "./schemas";

/** A flight takes its date and arrival where a pattern has a period and weekdays. */
const formFields = { periodFrom: "departureDate", periodTo: "departureDate", days: "departureDate" } as const;

/**
 * Puts one dated flight on sale. Only the airline's staff.
 *
 * @throws AppError INVALID_INPUT · FLIGHT_ALREADY_EXISTS (at `departureDate`) when the designator flies
 * on that date already.
 */
export async function registerFlight(
  ctx: RequestContext,
  input: RegisterFlightInput,
): Promise<{ flightId: number; departsAt: string; arrivesAt: string }> {
  requireAdmin(ctx.actor);
  const { departureDate, fares, ...given } = parse(registerFlightInput, input);
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
    const { added } = await publishFlights(
      tx,
      dated.map((flight) => ({
        ...flight,
        ...pattern,
        scheduleId: null,
        distanceMiles: reference.distanceMiles,
        fares: completeFares(fares, reference.aircraft.layouts),
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
