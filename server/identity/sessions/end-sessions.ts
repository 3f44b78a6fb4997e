import { and, eq, sql } from "drizzle-orm";
import { knownPlaces, sessions, users } from "@/db/schema/identity";
import type { TxContext } from "@/server/shared/context";

/**
 * Ends all sessions of a user, or all but one, and forgets the places of earlier sign-ins, since the owner may not trust them
 * any more.
 *
 * @param kept the id of the session that goes on.
 */
export async function endSessions({ tx }: TxContext, userId: string, kept?: string): Promise<void> {
  const [user] = await tx
    .update(users)
    .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
    .where(eq(users.id, userId))
    .returning({ version: users.sessionVersion });
  if (kept && user)
    await tx
      .update(sessions)
      .set({ version: user.version })
      .where(and(eq(sessions.id, kept), eq(sessions.userId, userId)));
  await tx.delete(knownPlaces).where(eq(knownPlaces.userId, userId));
}
