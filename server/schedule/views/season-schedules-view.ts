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
  // For each schedule by its index: flights without a schedule are not read.
  const ofSchedule = database()
    .select({
      flights: count().as("flights"),
      cancelled: sql<number>`(count(*) filter (where ${flights.status} = 'CANCELLED'))::int`.as("cancelled"),
    })
    .from(flights)
    .where(eq(flights.scheduleId, seasonSchedules.id))
    .as("of_schedule");
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
      flights: ofSchedule.flights,
      cancelled: ofSchedule.cancelled,
    })
    .from(seasonSchedules)
    .crossJoinLateral(ofSchedule)
    .orderBy(desc(seasonSchedules.createdAt), ...byNumber);
}
