import { endedSessions } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { endAllSessions } from "./end-all-sessions";
import type { Session } from "./schemas";

/**
 * Ends one session of a member: its cookie and every copy of the cookie become invalid. Other sessions of the member
 * stay. A session of an earlier release has no id; it can only end together with all sessions of the member.
 *
 * @throws AppError UNAUTHENTICATED; FORBIDDEN when it is somebody else's session.
 */
export async function endSession(ctx: RequestContext, { userId, sessionId }: Session): Promise<void> {
  const member = requireMember(ctx.actor);
  if (userId !== member.id) throw new AppError("FORBIDDEN");
  if (!sessionId) return endAllSessions(ctx);
  await transaction(ctx, async (tx) => {
    const ended = await tx.tx
      .insert(endedSessions)
      .values({ id: sessionId })
      .onConflictDoNothing()
      .returning({ id: endedSessions.id });
    if (ended.length === 0) return;
    await audit(tx, { action: "sign-out", entity: "user", entityId: member.id, after: { sessionId } });
  });
}
