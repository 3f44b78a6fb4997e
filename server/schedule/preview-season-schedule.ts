import { and, between, eq } from "drizzle-orm";
import { database } from "@/db/client";
import { flights } from "@/db/schema/schedule";
import { databaseNow, type RequestContext, requireAdmin } from "@/server/shared/context";
import type { FieldErrors } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { unusualFields } from "./check-entry";
import { ownDesignator, plannedFlights } from "./planned-flight-rules";
import type { DatedFlight } from "./domain/season-pattern";
import { flightReference } from "./flight-facts";
import { type PreviewSeasonScheduleInput, previewSeasonScheduleInput } from "./schemas";

/** One flight as it would be published. `taken`: the designator flies on that date already. */
export type PreviewedFlight = DatedFlight & { taken: boolean };

export type SchedulePreview = {
  originZone: string;
  destinationZone: string;
  flights: PreviewedFlight[];
  /** What publishing asks to confirm, by field; fares are not looked at. */
  unusual: FieldErrors;
};

/**
 * What a season schedule would put on sale, with the days on which clocks change marked. Changes
 * nothing. Only the airline's staff.
 *
 * @throws AppError INVALID_INPUT for everything that registering would refuse, fares aside.
 */
export async function previewSeasonSchedule(
  ctx: RequestContext,
  input: PreviewSeasonScheduleInput,
): Promise<SchedulePreview> {
  requireAdmin(ctx.actor);
  const given = parse(previewSeasonScheduleInput, input);
  const pattern = { ...given, designator: ownDesignator(given.designator) };
  return database().transaction(async (tx) => {
    const reference = await flightReference(pattern, tx);
    const planned = plannedFlights(pattern, reference, await databaseNow(tx));
    const period = { from: pattern.periodFrom, to: pattern.periodTo };
    const entry = { flights: planned, period, blockField: "blockMinutes" as const };
    const known = await tx
      .select({ serviceDate: flights.serviceDate })
      .from(flights)
      .where(
        and(
          eq(flights.designator, pattern.designator),
          between(flights.serviceDate, pattern.periodFrom, pattern.periodTo),
        ),
      );
    const taken = new Set(known.map((flight) => flight.serviceDate));
    return {
      originZone: reference.origin.zone,
      destinationZone: reference.destination.zone,
      flights: planned.map((flight) => ({ ...flight, taken: taken.has(flight.serviceDate) })),
      unusual: unusualFields(entry, reference),
    };
  });
}
