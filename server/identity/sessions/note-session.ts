import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { NOTE_SECONDS, type Session } from "@/server/identity/schemas";
import { deviceFacts } from "./device-facts";
import type { Visit } from "./session-schemas";

/**
 * Writes that a session is in use, from where, at most once in ten minutes whatever number of processes ask. A session of an
 * earlier release, which stored none, joins the list by it.
 *
 * @public It changes nothing but the list: the caller has just asked `userOfSession` whether the session is open.
 */
export async function noteSession(session: Session, visit: Visit): Promise<void> {
  if (!session.sessionId) return;
  const { browser, system, place } = deviceFacts(visit);
  await database().execute(sql`
    insert into identity.sessions as s (id, user_id, version, browser, system, place, expires_at)
    values (${session.sessionId}, ${session.userId}, ${session.version}, ${browser}, ${system}, ${place},
      to_timestamp(${session.expiresAtSeconds}))
    on conflict (id) do update
    set seen_at = clock_timestamp(), browser = excluded.browser, system = excluded.system, place = excluded.place
    where s.user_id = excluded.user_id
      and s.seen_at < clock_timestamp() - make_interval(secs => ${NOTE_SECONDS})`);
}
