import { eq, sql } from "drizzle-orm";
import { people } from "@/db/schema/profile";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { addYears } from "@/server/shared/time";
import { auditPerson, lockOwnPerson, type PersonRow } from "./person-rows";
import { type StorePassportInput, storePassportInput } from "./schemas";
import { sealPassport } from "./seal-passport";

/** No country issues a passport for longer. */
const LONGEST_YEARS = 20;

/**
 * Stores the passport of the member or of a companion, sealed, with the consent that it needs of its own. It replaces the
 * one before. The audit log has the version of the consent, and nothing of the passport.
 *
 * @returns whose it is: of the member (SELF) or of a companion.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND; INVALID_INPUT, at `consent` without the consent, at `expiresOn` for a
 *   passport that is not valid any more.
 */
export async function storePassport(
  ctx: RequestContext,
  input: StorePassportInput,
): Promise<Pick<PersonRow, "relation">> {
  const { id: ownerId } = requireMember(ctx.actor);
  const { id, consent, ...passport } = parse(storePassportInput, input);
  await checkExpiry(passport.expiresOn);
  return transaction(ctx, async (tx) => {
    const person = await lockOwnPerson(tx, ownerId, id);
    await tx.tx
      .update(people)
      .set({
        passport: sealPassport(passport, id),
        passportConsent: consent,
        passportConsentAt: sql`now()`,
        updatedAt: sql`now()`,
      })
      .where(eq(people.id, id));
    await auditPerson(tx, "store-passport", person, { consent });
    return { relation: person.relation };
  });
}

async function checkExpiry(expiresOn: string): Promise<void> {
  const today = await koreanToday();
  const problem =
    expiresOn < today ? "passportEnded" : expiresOn > addYears(today, LONGEST_YEARS) && "passportTooLong";
  if (problem) throw new AppError("INVALID_INPUT", { fieldErrors: { expiresOn: problem } });
}
