import { and, eq } from "drizzle-orm";
import { people } from "@/db/schema/profile";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { auditPerson } from "./person-rows";
import { personIdInput } from "./schemas";

/**
 * Deletes a companion with the passport that was kept. Bookings in which the companion travels stay as they are. A second
 * time, or for somebody whom the member does not keep, it deletes nothing.
 *
 * @throws AppError UNAUTHENTICATED, INVALID_INPUT.
 */
export async function forgetCompanion(ctx: RequestContext, input: { id: string }): Promise<void> {
  const { id: ownerId } = requireMember(ctx.actor);
  const { id } = parse(personIdInput, input);
  await transaction(ctx, async (tx) => {
    const [gone] = await tx.tx
      .delete(people)
      .where(and(eq(people.id, id), eq(people.ownerId, ownerId), eq(people.relation, "COMPANION")))
      .returning({ id: people.id, ownerId: people.ownerId, relation: people.relation });
    if (gone) await auditPerson(tx, "forget-companion", gone);
  });
}
