import { and, eq, isNotNull, notExists, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { endedSessions, sessions, users } from "@/db/schema/identity";
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
    .leftJoin(sessions, and(eq(sessions.id, sql`${sessionId}::uuid`), eq(sessions.userId, users.id)))
    .where(
      and(
        eq(users.id, userId),
        // The row counts before the cookie: its version rises when all other sessions end.
        sql`${users.sessionVersion} = coalesce(${sessions.version}, ${version})`,
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

/**
 * Returns the address of an account when its owner has confirmed it; null otherwise.
 *
 * @public It decides on trips only: the caller has just proved who the user is.
 */
export async function confirmedAddressOf(userId: string): Promise<string | null> {
  const [user] = await database()
    .select({ email: users.email })
    .from(users)
    .where(and(eq(users.id, userId), isNotNull(users.emailConfirmedAt)));
  return user?.email ?? null;
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
