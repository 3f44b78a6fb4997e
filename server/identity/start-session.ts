import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import type { Session } from "./schemas";

/**
 * Returns a new session for a user who has just proved who they are. Nothing is stored: a session ends when its cookie
 * expires, or earlier by `endSession` or `endAllSessions`.
 *
 * @throws AppError UNAUTHENTICATED when there is no such user.
 */
export async function startSession(userId: string): Promise<Session> {
  const [user] = await database()
    .select({ version: users.sessionVersion })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) throw new AppError("UNAUTHENTICATED");
  return { userId, sessionId: uuidv7(), version: user.version };
}
