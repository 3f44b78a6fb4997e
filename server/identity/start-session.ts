import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import type { Session } from "./queries";

/**
 * A session for a user who has just proved who he is. Nothing is written: a session ends by its cookie's time, or
 * earlier by `endSession` and `endAllSessions`.
 *
 * @throws AppError UNAUTHENTICATED when the user is gone.
 */
export async function startSession(userId: string): Promise<Session> {
  const [user] = await database()
    .select({ version: users.sessionVersion })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) throw new AppError("UNAUTHENTICATED");
  return { userId, sessionId: uuidv7(), version: user.version };
}
