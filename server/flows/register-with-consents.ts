import { giveMemberConsents } from "@/server/consent";
import { memberConsentErrors } from "@/server/consent/queries";
import { type StatedConsent, statedConsents } from "@/server/consent/schemas";
import { signUp } from "@/server/identity";
import type { AccountMail, RegisterUserInput } from "@/server/identity/schemas";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";

/**
 * Opens an account for somebody who agrees to the documents of the membership. Account and consents are written together, or
 * not at all. What is wrong with both is told at once, and in the same way when the address has an account already.
 *
 * @returns the e-mail to send, as `signUp` does.
 * @throws AppError as `signUp` does; CONSENT_REQUIRED as `giveMemberConsents` does.
 */
export async function registerWithConsents(
  ctx: RequestContext,
  input: RegisterUserInput,
  stated: readonly StatedConsent[],
): Promise<AccountMail | null> {
  const consents = parse(statedConsents, stated);
  const missing = await memberConsentErrors(consents);
  const { locale } = input;
  let mail: AccountMail | null;
  try {
    mail = await signUp(ctx, input, (tx, { id: personId }) =>
      giveMemberConsents(tx, { personId, locale, channel: "WEB" }, consents),
    );
  } catch (error) {
    if (!(error instanceof AppError) || !error.details.fieldErrors) throw error;
    throw new AppError(error.code, {
      ...error.details,
      fieldErrors: { ...missing, ...error.details.fieldErrors },
    });
  }
  // No account was made, since there is one: whoever asks must not learn that from a missing refusal.
  if (Object.keys(missing).length > 0) throw new AppError("CONSENT_REQUIRED", { fieldErrors: missing });
  return mail;
}
