import { and, eq, notExists, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { endedSessions, type Role, users } from "@/db/schema/identity";
import { type RequestContext, requireAdmin } from "@/server/shared/context";
import { comparableEmail } from "@/server/shared/email";
import { parse } from "@/server/shared/parse";

export type User = { id: string; name: string; email: string; role: Role; locale: "ko" | "en" };

/** One sign-in of a user, as its cookie holds it. */
export type Session = {
  userId: string;
  /** Null in cookies of releases that gave sessions no id. */
  sessionId: string | null;
  /** The user's session version at the sign-in. */
  version: number;
};

export const userColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  locale: users.locale,
};

/**
 * Whose session this is, as the row stands now; null once the session has ended or the user is gone. One
 * statement: every request of a member asks it.
 */
export async function userOfSession({ userId, sessionId, version }: Session): Promise<User | null> {
  const ended = database()
    .select({ id: endedSessions.id })
    .from(endedSessions)
    .where(eq(endedSessions.id, sql`${sessionId}::uuid`));
  const [user] = await database()
    .select(userColumns)
    .from(users)
    .where(and(eq(users.id, userId), eq(users.sessionVersion, version), notExists(ended)));
  return user ?? null;
}

const MAX_FOUND = 50;
const emailBeginning = z.string().max(254);

/**
 * The ids of members whose e-mail address begins like this, for the airline's own search.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function membersByEmail(ctx: RequestContext, beginning: string): Promise<string[]> {
  requireAdmin(ctx.actor);
  const wanted = comparableEmail(parse(emailBeginning, beginning));
  // Everybody's address begins with nothing.
  if (wanted === "") return [];
  const pattern = `${wanted.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const found = await database()
    .select({ id: users.id })
    .from(users)
    .where(sql`lower(${users.email}) like ${pattern}`)
    .limit(MAX_FOUND);
  return found.map((user) => user.id);
}
