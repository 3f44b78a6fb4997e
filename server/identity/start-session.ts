import { eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { SESSION_SECONDS, type Session } from "./schemas";

const expiresAtSeconds = sql<number>`(floor(extract(epoch from clock_timestamp())) + ${SESSION_SECONDS})::float8`;

/**
 * Returns a new session for a user who has just proved who they are. Nothing is stored: a session ends after 14
 * days by the database's clock, or earlier by `endSession` or `endAllSessions`.
 *
 * @throws AppError UNAUTHENTICATED when there is no such user.
 */
export async function startSession(userId: string): Promise<Session> {
  const [user] = await database()
    .select({ version: users.sessionVersion, expiresAtSeconds })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) throw new AppError("UNAUTHENTICATED");
  return { userId, sessionId: uuidv7(), ...user };
}
