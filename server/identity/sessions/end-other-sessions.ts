import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePerson, transaction } from "@/server/shared/context";
import { endSessions } from "./end-sessions";

/**
 * Ends all sessions of a member but the one of this request.
 *
 * @throws AppError UNAUTHENTICATED; FORBIDDEN for a program, which has no session.
 */
export async function endOtherSessions(ctx: RequestContext): Promise<void> {
  const member = requirePerson(ctx);
  await transaction(ctx, async (tx) => {
    await endSessions(tx, member.id, ctx.sessionId);
    await audit(tx, { action: "end-other-sessions", entity: "user", entityId: member.id });
  });
}
