import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { endedSessions, knownPlaces } from "@/db/schema/identity";
import { type RequestContext, requireSystem } from "@/server/shared/context";

/** Longer than the life of any cookie: the session has expired by then. */
const KEEP_ENDED_SESSIONS_DAYS = 30;
const KEEP_PLACES_DAYS = 180;

/** Deletes ended sessions whose cookies have expired, and places without a sign-in for half a year. Only for the system. */
export async function forgetSignIns(ctx: RequestContext): Promise<void> {
  requireSystem(ctx.actor);
  await database()
    .delete(endedSessions)
    .where(sql`${endedSessions.endedAt} < now() - make_interval(days => ${KEEP_ENDED_SESSIONS_DAYS})`);
  await database()
    .delete(knownPlaces)
    .where(sql`${knownPlaces.signedInAt} < now() - make_interval(days => ${KEEP_PLACES_DAYS})`);
}
