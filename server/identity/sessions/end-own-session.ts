import { and, eq } from "drizzle-orm";
import { endedSessions, sessions } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePerson, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { type SessionIdInput, sessionIdInput } from "./session-schemas";

/**
 * Ends a session of a member's own list, on whatever device it is. Asked again, it changes nothing.
 *
 * @throws AppError UNAUTHENTICATED · FORBIDDEN for a program · INVALID_INPUT · NOT_FOUND, also for somebody else's session.
 */
export async function endOwnSession(ctx: RequestContext, input: SessionIdInput): Promise<void> {
  const member = requirePerson(ctx);
  const { sessionId } = parse(sessionIdInput, input);
  await transaction(ctx, async (tx) => {
    const isOwn = and(eq(sessions.id, sessionId), eq(sessions.userId, member.id));
    const [own] = await tx.tx.select({ id: sessions.id }).from(sessions).where(isOwn);
    if (!own) throw new AppError("NOT_FOUND");
    const ended = await tx.tx
      .insert(endedSessions)
      .values({ id: sessionId })
      .onConflictDoNothing()
      .returning({ id: endedSessions.id });
    if (ended.length === 0) return;
    await audit(tx, { action: "end-session", entity: "user", entityId: member.id, after: { sessionId } });
  });
}
