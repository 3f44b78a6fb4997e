import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { issueConfirmationOf } from "./links/issue-confirmation";
import { mayMail } from "./links/limit-mails";
import type { AccountMail } from "./links/mail-schemas";
import { registerUser } from "./register-user";
import { type RegisterUserInput, registerUserInput } from "./schemas";

/**
 * Opens an account from the sign-up page. The answer does not tell whether the address had an account before: a new one gets
 * a link to confirm it, and the owner of an old one a note that somebody tried.
 *
 * @param within as for `registerUser`.
 * @returns the e-mail to send; null when the mailbox got enough of them in this hour.
 * @throws AppError INVALID_INPUT · RATE_LIMITED.
 */
export async function signUp(
  ctx: RequestContext,
  input: RegisterUserInput,
  within?: Parameters<typeof registerUser>[2],
): Promise<AccountMail | null> {
  try {
    const { id } = await registerUser(ctx, input, within);
    return await issueConfirmationOf(ctx, id);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "EMAIL_TAKEN") throw error;
    const { email, locale } = registerUserInput.parse(input);
    return (await mayMail("ADDRESS_TAKEN", email)) ? { kind: "ADDRESS_TAKEN", to: email, locale } : null;
  }
}
