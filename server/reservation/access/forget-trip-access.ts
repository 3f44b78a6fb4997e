import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { accessCodes, accessGrants } from "@/db/schema/reservation";
import { type RequestContext, requireSystem } from "@/server/shared/context";

/** Longer than the life of any code, grant or cookie. The audit log keeps who opened which trip. */
const KEEP_DAYS = 2;

/** Deletes old codes and grants. Only for the system. @throws AppError FORBIDDEN. */
export async function forgetTripAccess(ctx: RequestContext): Promise<void> {
  requireSystem(ctx.actor);
  for (const table of [accessCodes, accessGrants])
    await database()
      .delete(table)
      .where(sql`${table.createdAt} < now() - make_interval(days => ${KEEP_DAYS})`);
}
