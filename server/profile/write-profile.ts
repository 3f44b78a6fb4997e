import { eq, sql } from "drizzle-orm";
import { people } from "@/db/schema/profile";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { checkBirth } from "./check-birth";
import { auditPerson, changedFields } from "./person-rows";
import { type WriteProfileInput, writeProfileInput } from "./schemas";

/**
 * Writes what a member keeps about themselves: the names as in the passport, birth date, gender, nationality and phone.
 * The audit log has the names of the fields that changed, and no values.
 *
 * @throws AppError UNAUTHENTICATED, INVALID_INPUT; CONFLICT when the profile has another version than the page showed.
 */
export async function writeProfile(ctx: RequestContext, input: WriteProfileInput): Promise<{ id: string }> {
  const { id: ownerId } = requireMember(ctx.actor);
  const { version, ...fields } = parse(writeProfileInput, input);
  await checkBirth(fields.birthDate);
  return transaction(ctx, async (tx) => {
    const [added] =
      version === null
        ? await tx.tx
            .insert(people)
            .values({ id: uuidv7(), ownerId, relation: "SELF", ...fields })
            .onConflictDoNothing()
            .returning()
        : [];
    if (added) {
      await auditPerson(tx, "write-profile", added, { fields: changedFields({}, fields) });
      return { id: added.id };
    }
    const [before] = await tx.tx
      .select()
      .from(people)
      .where(sql`${eq(people.ownerId, ownerId)} and relation = 'SELF'`)
      .for("update");
    const changed = changedFields(before ?? {}, fields);
    // The same form a second time has nothing to change.
    if (before && changed.length === 0) return { id: before.id };
    if (before?.version !== version || !before) throw new AppError("CONFLICT");
    await tx.tx
      .update(people)
      .set({ ...fields, version: version + 1, updatedAt: sql`now()` })
      .where(eq(people.id, before.id));
    await auditPerson(tx, "write-profile", before, { fields: changed });
    return { id: before.id };
  });
}
