import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { endedSessions, knownPlaces } from "@/db/schema/identity";
import { type RequestContext, requireSystem } from "@/server/shared/context";

/** Longer than any cookie lives: by then its own time has ended the session. */
const KEEP_ENDED_SESSIONS_DAYS = 30;
const KEEP_PLACES_DAYS = 180;

/** Forgets ended sessions whose cookies are too old by themselves, and places nobody has signed in from for long. */
export async function forgetSignIns(ctx: RequestContext): Promise<void> {
  requireSystem(ctx.actor);
  await database()
    .delete(endedSessions)
    .where(sql`${endedSessions.endedAt} < now() - make_interval(days => ${KEEP_ENDED_SESSIONS_DAYS})`);
  await database()
    .delete(knownPlaces)
    .where(sql`${knownPlaces.signedInAt} < now() - make_interval(days => ${KEEP_PLACES_DAYS})`);
}
