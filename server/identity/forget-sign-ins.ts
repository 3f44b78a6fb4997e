import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import {
  emailChanges,
  endedSessions,
  guests,
  knownPlaces,
  mailedLinks,
  sessions,
} from "@/db/schema/identity";
import { type RequestContext, requireSystem } from "@/server/shared/context";

/** Longer than the life of any cookie: the session has expired by then. */
export const KEEP_ENDED_SESSIONS_DAYS = 30;
export const KEEP_PLACES_DAYS = 180;
/** The audit log keeps what was asked for and done. */
const KEEP_LINKS_DAYS = 2;

/**
 * Deletes ended sessions whose cookies have expired, sessions of members and guests whose time is over, places without a sign-in for half a year, and
 * links and changes of the address that nobody can use or stop any more. Only for the system.
 */
export async function forgetSignIns(ctx: RequestContext): Promise<void> {
  requireSystem(ctx.actor);
  await database()
    .delete(endedSessions)
    .where(sql`${endedSessions.endedAt} < now() - make_interval(days => ${KEEP_ENDED_SESSIONS_DAYS})`);
  await database()
    .delete(knownPlaces)
    .where(sql`${knownPlaces.signedInAt} < now() - make_interval(days => ${KEEP_PLACES_DAYS})`);
  for (const { table, end } of [
    { table: guests, end: guests.expiresAt },
    { table: sessions, end: sessions.expiresAt },
    { table: mailedLinks, end: sql`least(${mailedLinks.endedAt}, ${mailedLinks.expiresAt})` },
    {
      table: emailChanges,
      end: sql`greatest(${emailChanges.stoppableUntil}, ${emailChanges.createdAt} + interval '1 day')`,
    },
  ])
    await database().delete(table).where(sql`${end} < now() - make_interval(days => ${KEEP_LINKS_DAYS})`);
}
