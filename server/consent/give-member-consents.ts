import type { TxContext } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { AppError } from "@/server/shared/errors";
import { requireVersion } from "./documents-view";
import { consentErrors, requireNoFault } from "./require-consents";
import { type LegalDocumentName, MEMBER_DOCUMENTS, type StatedConsent } from "./schemas";
import { type ConsentSubject, writeConsents } from "./write-consents";

/**
 * Writes what somebody agrees to who becomes a member, in the transaction that makes the account.
 *
 * @throws AppError CONSENT_REQUIRED with `consents.<document>`: `consentMissing`, or `consentOutdated`. Also for an optional
 *   document that was agreed to in another version than the one in force · FORBIDDEN for somebody else's account.
 */
export async function giveMemberConsents(
  ctx: TxContext,
  subject: ConsentSubject,
  stated: readonly StatedConsent[],
): Promise<void> {
  const { actor } = ctx;
  if ((actor.kind === "CUSTOMER" || actor.kind === "STAFF") && actor.id !== subject.personId)
    throw new AppError("FORBIDDEN");
  const needed = await membershipNeeds(stated);
  requireNoFault(needed, stated);
  await writeConsents(ctx, subject, needed, true);
}

/**
 * The field errors of what is stated when an account is opened, so that a form can tell them beside its other errors.
 *
 * @public It knows no person.
 */
export const memberConsentErrors = async (
  stated: readonly StatedConsent[],
): Promise<Record<string, string>> => consentErrors(await membershipNeeds(stated), stated);

/** The required documents, and the optional ones that were stated, each in the version that is in force. */
async function membershipNeeds(stated: readonly StatedConsent[]) {
  const today = await koreanToday();
  const chosen = MEMBER_DOCUMENTS.optional.filter((name) => stated.some(({ document }) => document === name));
  const names: LegalDocumentName[] = [...MEMBER_DOCUMENTS.required, ...chosen];
  return names.map((document) => ({ document, version: requireVersion(document, today) }));
}
