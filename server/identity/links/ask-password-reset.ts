import { eq } from "drizzle-orm";
import { oauthAccounts } from "@/db/schema/identity";
import { guessOf } from "@/server/identity/limit-sign-ins";
import { hasEmail } from "@/server/identity/predicates";
import { countReset } from "@/server/identity/record-figures";
import { audit } from "@/server/shared/audit";
import { actorAddress, type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { issueLink, lockUser } from "./issue-link";
import { mayMail } from "./limit-mails";
import {
  HOUR_SECONDS,
  RESET_WINDOW_SECONDS,
  RESETS_PER_ACCOUNT_AT_PLACE,
  RESETS_PER_PLACE,
} from "./link-rules";
import { type AskPasswordResetInput, askPasswordResetInput } from "./link-schemas";
import type { AccountMail } from "./mail-schemas";

/**
 * Takes the wish for a new password. It does not look whether there is such an account: `issuePasswordReset` does that after
 * the answer was sent, so that neither the answer nor its time tells.
 *
 * @returns the address in the form in which accounts have it.
 * @throws AppError INVALID_INPUT · RATE_LIMITED per place, and per address and place, whether there is an account or not.
 */
export async function askPasswordReset(ctx: RequestContext, input: AskPasswordResetInput): Promise<string> {
  const { email } = parse(askPasswordResetInput, input);
  const { account, place } = guessOf(email, actorAddress(ctx.actor));
  await limitRate(`reset-password:place:${place}`, RESETS_PER_PLACE, HOUR_SECONDS);
  const atPlace = `reset-password:account-at-place:${account}:${place}`;
  await limitRate(atPlace, RESETS_PER_ACCOUNT_AT_PLACE, RESET_WINDOW_SECONDS);
  countReset("asked");
  return email;
}

/**
 * Issues a link with which whoever reads the mail of an account chooses a new password. It holds for 15 minutes, and a new
 * link ends the one before. It goes to the stored address, confirmed or not.
 *
 * @returns the e-mail to send; null when there is no such account, or when its mailbox got enough of them in this hour. An
 *   account without a password gets none: its e-mail names the providers by which it signs in.
 * @throws AppError INVALID_INPUT.
 */
export async function issuePasswordReset(
  ctx: RequestContext,
  input: AskPasswordResetInput,
): Promise<AccountMail | null> {
  const { email } = parse(askPasswordResetInput, input);
  if (!(await mayMail("RESET_PASSWORD", email))) return null;
  return transaction(ctx, async (tx) => {
    const user = await lockUser(tx, hasEmail(email));
    if (!user) return null;
    const { id: userId, locale } = user;
    const to = user.email;
    if (user.passwordHash === null)
      return { kind: "SIGN_IN_BY_PROVIDER", to, locale, providers: await providersOf(tx, userId) };
    const token = await issueLink(tx, { userId, purpose: "RESET_PASSWORD", email: to });
    await audit(tx, { action: "ask-password-reset", entity: "user", entityId: userId });
    return { kind: "RESET_PASSWORD", to, locale, token };
  });
}

async function providersOf({ tx }: TxContext, userId: string): Promise<string[]> {
  const { provider } = oauthAccounts;
  const found = await tx
    .selectDistinct({ provider })
    .from(oauthAccounts)
    .where(eq(oauthAccounts.userId, userId));
  return found.map((each) => each.provider);
}
