import { eq, sql } from "drizzle-orm";
import { knownPlaces, users } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";

/**
 * Signs a member out on every device, including this one. It also forgets the places of earlier sign-ins, since the
 * member may not trust them any more.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function endAllSessions(ctx: RequestContext): Promise<void> {
  const member = requireMember(ctx.actor);
  await transaction(ctx, async (tx) => {
    await tx.tx
      .update(users)
      .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(eq(users.id, member.id));
    await tx.tx.delete(knownPlaces).where(eq(knownPlaces.userId, member.id));
    await audit(tx, { action: "sign-out-everywhere", entity: "user", entityId: member.id, after: {} });
  });
}
