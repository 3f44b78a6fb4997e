import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { endSessions } from "./sessions/end-sessions";

/**
 * Signs a member out on every device, including this one. It also forgets the places of earlier sign-ins, since the
 * member may not trust them any more.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function endAllSessions(ctx: RequestContext): Promise<void> {
  const member = requireMember(ctx.actor);
  await transaction(ctx, async (tx) => {
    await endSessions(tx, member.id);
    await audit(tx, { action: "sign-out-everywhere", entity: "user", entityId: member.id, after: {} });
  });
}
