import { eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { ledger } from "@/db/schema/mileage";
import { type RequestContext, requireMember } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { KOREA_ZONE } from "@/server/shared/time";
import { type MilesMonth, milesByMonth } from "./miles-by-month-rules";

/**
 * The signed-in member's own miles at the end of each of the last twelve months in Korea, this month as it is now.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function milesHistory(ctx: RequestContext): Promise<MilesMonth[]> {
  const { id: memberId } = requireMember(ctx.actor);
  const month = sql<string>`to_char(${ledger.createdAt} at time zone ${sql.raw(`'${KOREA_ZONE}'`)}, 'YYYY-MM')`;
  const sums = await database()
    .select({
      month,
      earned: sql<number>`coalesce(sum(${ledger.miles}) filter (where ${ledger.miles} > 0), 0)::int`,
      takenBack: sql<number>`coalesce(-sum(${ledger.miles}) filter (where ${ledger.miles} < 0), 0)::int`,
    })
    .from(ledger)
    .where(eq(ledger.memberId, memberId))
    .groupBy(month);
  return milesByMonth(sums, (await koreanToday()).slice(0, "2026-11".length));
}
