import { and, between, eq } from "drizzle-orm";
import { database } from "@/db/client";
import { flights } from "@/db/schema/schedule";
import { databaseNow, type RequestContext, requirePermission } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { unusualFields } from "./confirmation-rules";
import { readFlightFacts } from "./flight-facts";
import { ownDesignator, plannedFlights } from "./planned-flight-rules";
import { type PreviewSeasonScheduleInput, previewSeasonScheduleInput, type SchedulePreview } from "./schemas";

/**
 * Returns the flights that a season schedule would put on sale, with a mark on days when clocks change. Changes
 * nothing. Only for staff.
 *
 * @throws AppError INVALID_INPUT for whatever `registerSeasonSchedule` refuses, except fares.
 */
export async function previewSeasonSchedule(
  ctx: RequestContext,
  input: PreviewSeasonScheduleInput,
): Promise<SchedulePreview> {
  requirePermission(ctx.actor, "schedule.change");
  const given = parse(previewSeasonScheduleInput, input);
  const pattern = { ...given, designator: ownDesignator(given.designator) };
  return database().transaction(async (tx) => {
    const facts = await readFlightFacts(tx, pattern);
    const planned = plannedFlights(pattern, facts, await databaseNow(tx));
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
      originZone: facts.origin.zone,
      destinationZone: facts.destination.zone,
      flights: planned.map((flight) => ({ ...flight, taken: taken.has(flight.serviceDate) })),
      unusual: unusualFields(entry, facts),
    };
  });
}
