import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type FareRow, flightFares, flights, routes } from "@/db/schema/schedule";
import { flightsPublished } from "@/server/schedule/events";
import { chunks, type PublishedFlights, publishedDataOf } from "@/server/schedule/publish-flights";
import { type RequestContext, requirePermission } from "@/server/shared/context";

/**
 * Returns the data of `schedule/flights.published` for a flight or for the flights of a season schedule, so that they
 * can go on sale before the event arrives. Flights that were cancelled since are left out. Only for staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function publishedFacts(
  ctx: RequestContext,
  of: { flightId: number } | { scheduleId: string },
): Promise<PublishedFlights[]> {
  requirePermission(ctx.actor, "schedule.change");
  return database().transaction(async (tx) => {
    const rows = await tx
      .select({
        flight: flights,
        distanceMiles: sql<number>`coalesce(${routes.distanceOverrideMiles}, ${routes.distanceMiles})`,
      })
      .from(flights)
      .innerJoin(routes, and(eq(routes.origin, flights.origin), eq(routes.destination, flights.destination)))
      .where(
        and(
          "flightId" in of ? eq(flights.id, of.flightId) : eq(flights.scheduleId, of.scheduleId),
          eq(flights.status, "ON_SALE"),
        ),
      )
      .orderBy(asc(flights.departsAt));
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.flight.id);
    const fares = await tx.select().from(flightFares).where(inArray(flightFares.flightId, ids));
    const faresOf = new Map<number, FareRow[]>(ids.map((id) => [id, []]));
    for (const { flightId, open, ...fare } of fares) faresOf.get(flightId)?.push(fare);
    const known = rows.map(({ flight, distanceMiles }) => ({
      ...flight,
      departsAt: flight.departsAt.toISOString(),
      arrivesAt: flight.arrivesAt.toISOString(),
      distanceMiles,
      fares: faresOf.get(flight.id) ?? [],
    }));
    const dataOf = await publishedDataOf({ tx }, known);
    return chunks(known).map((chunk) => flightsPublished.data.parse(dataOf(chunk)));
  });
}
