import { and, count, eq, sql } from "drizzle-orm";
import { people } from "@/db/schema/profile";
import { type RequestContext, requireMember, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { checkBirth } from "./check-birth";
import { auditPerson, changedFields } from "./person-rows";
import { mostCompanions } from "./profile-policies";
import { type RegisterCompanionInput, registerCompanionInput } from "./schemas";

/**
 * Adds a companion to a member's profile. The same key a second time adds nobody.
 *
 * @throws AppError UNAUTHENTICATED; INVALID_INPUT, also at `companions` when there are as many as the policy allows;
 *   CONFLICT when the key is that of somebody else.
 */
export async function registerCompanion(
  ctx: RequestContext,
  input: RegisterCompanionInput,
): Promise<{ id: string }> {
  const { id: ownerId } = requireMember(ctx.actor);
  const { key: id, ...fields } = parse(registerCompanionInput, input);
  await checkBirth(fields.birthDate);
  return transaction(ctx, async (tx) => {
    // Of two that are added at once, the second counts the first.
    await tx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`companions:${ownerId}`}, 0))`);
    const [known] = await tx.tx.select().from(people).where(eq(people.id, id));
    if (known && (known.ownerId !== ownerId || changedFields(known, fields).length > 0))
      throw new AppError("CONFLICT");
    if (known) return { id };
    await refuseTooMany(tx, ownerId);
    await tx.tx.insert(people).values({ id, ownerId, relation: "COMPANION", ...fields });
    await auditPerson(tx, "register-companion", { id, ownerId, relation: "COMPANION" });
    return { id };
  });
}

async function refuseTooMany({ tx }: TxContext, ownerId: string): Promise<void> {
  const [row] = await tx
    .select({ kept: count() })
    .from(people)
    .where(and(eq(people.ownerId, ownerId), eq(people.relation, "COMPANION")));
  if ((row?.kept ?? 0) >= (await mostCompanions(tx)))
    throw new AppError("INVALID_INPUT", { fieldErrors: { companions: "tooManyCompanions" } });
}
