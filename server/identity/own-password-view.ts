import { and, eq, isNotNull } from "drizzle-orm";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { type RequestContext, requireMember } from "@/server/shared/context";

/**
 * True when the signed-in member has a password; false for somebody who comes through another provider.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function hasOwnPassword(ctx: RequestContext): Promise<boolean> {
  const member = requireMember(ctx.actor);
  const [found] = await database()
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, member.id), isNotNull(users.passwordHash)));
  return found !== undefined;
}
