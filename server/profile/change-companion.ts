import { eq, sql } from "drizzle-orm";
import { people } from "@/db/schema/profile";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { checkBirth } from "./check-birth";
import { auditPerson, changedFields, lockOwnPerson } from "./person-rows";
import { type ChangeCompanionInput, changeCompanionInput } from "./schemas";

/**
 * Changes a companion of the member. What changes nothing succeeds.
 *
 * @throws AppError UNAUTHENTICATED, INVALID_INPUT; NOT_FOUND; CONFLICT when the companion has another version by now.
 */
export async function changeCompanion(ctx: RequestContext, input: ChangeCompanionInput): Promise<void> {
  const { id: ownerId } = requireMember(ctx.actor);
  const { id, version, ...fields } = parse(changeCompanionInput, input);
  await checkBirth(fields.birthDate);
  await transaction(ctx, async (tx) => {
    const before = await lockOwnPerson(tx, ownerId, id);
    if (before.relation !== "COMPANION") throw new AppError("NOT_FOUND");
    const changed = changedFields(before, fields);
    if (changed.length === 0) return;
    if (before.version !== version) throw new AppError("CONFLICT");
    await tx.tx
      .update(people)
      .set({ ...fields, version: version + 1, updatedAt: sql`now()` })
      .where(eq(people.id, id));
    await auditPerson(tx, "change-companion", before, { fields: changed });
  });
}
