import { and, eq, notExists, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { endedSessions, users } from "@/db/schema/identity";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { comparableEmail } from "@/server/shared/email";
import { parse } from "@/server/shared/parse";
import { hasTypedEmail } from "./predicates";
import type { Session, User } from "./schemas";

/** The columns of a `User`. */
export const userColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  locale: users.locale,
};

/**
 * Returns the user of a session as the database has them now; null when the session has ended or the user is gone. It
 * is one statement, since every request of a member runs it.
 *
 * @public It finds out who asks: the session from the sealed cookie is the proof.
 */
export async function userOfSession(session: Session): Promise<User | null> {
  const { userId, sessionId, version, expiresAtSeconds } = session;
  const ended = database()
    .select({ id: endedSessions.id })
    .from(endedSessions)
    .where(eq(endedSessions.id, sql`${sessionId}::uuid`));
  const [user] = await database()
    .select(userColumns)
    .from(users)
    .where(
      and(
        eq(users.id, userId),
        eq(users.sessionVersion, version),
        notExists(ended),
        sql`clock_timestamp() < to_timestamp(${expiresAtSeconds})`,
      ),
    );
  return user ?? null;
}

/**
 * Returns a user as the database has them now; null when there is none. A program that acts for an account is such a user at
 * each of its requests, with the role of that moment.
 *
 * @public It finds out who asks: the caller has verified a proof that names the user.
 */
export async function userById(id: string): Promise<User | null> {
  const [user] = await database().select(userColumns).from(users).where(eq(users.id, id));
  return user ?? null;
}

const MAX_FOUND = 50;
const emailBeginning = z.string().max(254);

/**
 * Returns the ids of at most 50 members whose e-mail address begins with `beginning`, or is it for staff to whom addresses
 * are masked. Only for staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function membersByEmail(ctx: RequestContext, beginning: string): Promise<string[]> {
  requirePermission(ctx.actor, "reservation.read");
  const wanted = comparableEmail(parse(emailBeginning, beginning));
  // Every address begins with an empty text.
  if (wanted === "") return [];
  const found = await database()
    .select({ id: users.id })
    .from(users)
    .where(hasTypedEmail(ctx.actor, wanted))
    .limit(MAX_FOUND);
  return found.map((user) => user.id);
}
