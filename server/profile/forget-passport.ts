import { eq, sql } from "drizzle-orm";
import { people } from "@/db/schema/profile";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { auditPerson, lockOwnPerson, type PersonRow } from "./person-rows";
import { personIdInput } from "./schemas";

/**
 * Deletes the passport of the member or of a companion, and takes the consent back. A second time it does nothing.
 *
 * @returns whose it is: of the member (SELF) or of a companion.
 * @throws AppError UNAUTHENTICATED, INVALID_INPUT, NOT_FOUND.
 */
export async function forgetPassport(
  ctx: RequestContext,
  input: { id: string },
): Promise<Pick<PersonRow, "relation">> {
  const { id: ownerId } = requireMember(ctx.actor);
  const { id } = parse(personIdInput, input);
  return transaction(ctx, async (tx) => {
    const person = await lockOwnPerson(tx, ownerId, id);
    const { relation } = person;
    if (!person.passport) return { relation };
    await tx.tx
      .update(people)
      .set({ passport: null, passportConsent: null, passportConsentAt: null, updatedAt: sql`now()` })
      .where(eq(people.id, id));
    await auditPerson(tx, "forget-passport", person, { consent: null });
    return { relation };
  });
}
