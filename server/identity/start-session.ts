import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { SESSION_SECONDS, type Session } from "./schemas";
import { deviceFacts } from "./sessions/device-facts";
import type { Visit } from "./sessions/session-schemas";

type Started = { version: number; expiresAtSeconds: number };

/**
 * Starts a session for a user who has just proved who they are. It ends after 14 days by the database's clock, or earlier by
 * one of the verbs that end sessions.
 *
 * @param visit from where the user signs in; the account lists it in coarse words.
 * @throws AppError UNAUTHENTICATED when there is no such user.
 */
export async function startSession(userId: string, visit?: Visit): Promise<Session> {
  const sessionId = uuidv7();
  const { browser, system, place } = deviceFacts(visit);
  const { rows } = await database().execute<Started>(sql`
    insert into identity.sessions (id, user_id, version, browser, system, place, expires_at)
    select ${sessionId}, u.id, u.session_version, ${browser}, ${system}, ${place},
      to_timestamp(floor(extract(epoch from clock_timestamp())) + ${SESSION_SECONDS})
    from identity.users u where u.id = ${userId}
    returning version, extract(epoch from expires_at)::float8 as "expiresAtSeconds"`);
  const [started] = rows;
  if (!started) throw new AppError("UNAUTHENTICATED");
  return { userId, sessionId, version: started.version, expiresAtSeconds: Number(started.expiresAtSeconds) };
}
