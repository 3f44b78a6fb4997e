import { eq } from "drizzle-orm";
import { users } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { limitRate } from "@/server/shared/rate-limit";
import { issueLink, lockUser } from "./issue-link";
import { CONFIRMATIONS_PER_MEMBER, HOUR_SECONDS } from "./link-rules";
import type { AccountMail } from "./mail-schemas";

/**
 * Issues a link with which whoever reads the mail of a member's address confirms it. A new link ends the one before.
 *
 * @returns the e-mail to send; null when the address is confirmed already.
 * @throws AppError UNAUTHENTICATED, RATE_LIMITED.
 */
export async function issueConfirmation(ctx: RequestContext): Promise<AccountMail | null> {
  const member = requireMember(ctx.actor);
  await limitRate(`confirm-email:${member.id}`, CONFIRMATIONS_PER_MEMBER, HOUR_SECONDS);
  return issueConfirmationOf(ctx, member.id);
}

/** The same for an account that was opened just now, and whose owner is not signed in. */
export async function issueConfirmationOf(ctx: RequestContext, userId: string): Promise<AccountMail | null> {
  return transaction(ctx, async (tx) => {
    const user = await lockUser(tx, eq(users.id, userId));
    if (!user || user.emailConfirmedAt) return null;
    const { email, locale } = user;
    const token = await issueLink(tx, { userId, purpose: "CONFIRM_EMAIL", email });
    await audit(tx, { action: "ask-email-confirmation", entity: "user", entityId: userId });
    return { kind: "CONFIRM_EMAIL", to: email, locale, token };
  });
}
