import { asc, count, desc, eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { flights, seasonSchedules } from "@/db/schema/schedule";
import type { SeasonScheduleView } from "@/server/schedule/schemas";
import { type RequestContext, requirePermission } from "@/server/shared/context";

/** MA101 comes before MA1009. */
const byNumber = [sql`length(${seasonSchedules.designator})`, asc(seasonSchedules.designator)];

/**
 * All season schedules with the number of their flights, newest first. Only for staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function listSeasonSchedules(ctx: RequestContext): Promise<SeasonScheduleView[]> {
  requirePermission(ctx.actor, "schedule.read");
  return database()
    .select({
      id: seasonSchedules.id,
      designator: seasonSchedules.designator,
      origin: seasonSchedules.origin,
      destination: seasonSchedules.destination,
      periodFrom: seasonSchedules.periodFrom,
      periodTo: seasonSchedules.periodTo,
      days: seasonSchedules.days,
      departureTime: seasonSchedules.departureTime,
      blockMinutes: seasonSchedules.blockMinutes,
      aircraftType: seasonSchedules.aircraftType,
      fares: seasonSchedules.fares,
      createdAt: seasonSchedules.createdAt,
      flights: count(flights.id),
      cancelled: sql<number>`(count(*) filter (where ${flights.status} = 'CANCELLED'))::int`,
    })
    .from(seasonSchedules)
    .leftJoin(flights, eq(flights.scheduleId, seasonSchedules.id))
    .groupBy(seasonSchedules.id)
    .orderBy(desc(seasonSchedules.createdAt), ...byNumber);
}
