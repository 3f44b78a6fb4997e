import { eq, sql } from "drizzle-orm";
import { emailChanges, users } from "@/db/schema/identity";
import { hasEmail, isReservedAddress } from "@/server/identity/predicates";
import { requirePassword } from "@/server/identity/require-password";
import { audit } from "@/server/shared/audit";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { maskEmail } from "@/server/shared/personal-data";
import { limitRate } from "@/server/shared/rate-limit";
import { endPendingChanges, issueLink, lockUser } from "./issue-link";
import { mayMail } from "./limit-mails";
import { DAY_SECONDS, EMAIL_CHANGES_PER_MEMBER, LINK_MINUTES } from "./link-rules";
import { type AskEmailChangeInput, askEmailChangeInput } from "./link-schemas";
import type { AccountMail } from "./mail-schemas";

type Row = typeof users.$inferSelect;

/**
 * Asks for another address of a member's account. It takes effect when the link that is mailed to the new address is used
 * (`confirmEmail`). A confirmed old address gets a link with which its owner stops the change, before or after that, for 72
 * hours. A new change ends one that is not done. When another account has the new address the answer is the same; its owner
 * gets a mail instead of a link.
 *
 * @returns the e-mails to send.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN (a program, or an account without a password), RATE_LIMITED, INVALID_INPUT.
 */
export async function askEmailChange(
  ctx: RequestContext,
  input: AskEmailChangeInput,
): Promise<AccountMail[]> {
  const { email, currentPassword } = parse(askEmailChangeInput, input);
  const { id } = await requirePassword(ctx, currentPassword);
  await limitRate(`change-email:${id}`, EMAIL_CHANGES_PER_MEMBER, DAY_SECONDS);
  const mayWrite = await mayMail("CHANGE_EMAIL", email);
  return transaction(ctx, async (tx) => {
    const user = await lockUser(tx, eq(users.id, id));
    if (!user) throw new AppError("UNAUTHENTICATED");
    if (user.email === email) throw new AppError("INVALID_INPUT", { fieldErrors: { email: "emailSame" } });
    await endPendingChanges(tx, id);
    const toNew = await beginChange(tx, user, email);
    return mayWrite ? toNew : toNew.filter(({ to }) => to !== email);
  });
}

async function beginChange(ctx: TxContext, user: Row, email: string): Promise<AccountMail[]> {
  const changeId = uuidv7();
  const { id: userId, locale } = user;
  await ctx.tx.insert(emailChanges).values({
    ...{ id: changeId, userId, oldEmail: user.email, newEmail: email },
    // Nobody proved to own an address that was never confirmed: it may be a stranger's, who gets no say over the account.
    stoppableUntil: sql`clock_timestamp() + make_interval(mins => ${user.emailConfirmedAt ? LINK_MINUTES.STOP_EMAIL_CHANGE : 0})`,
  });
  await audit(ctx, {
    ...{ action: "ask-email-change", entity: "user", entityId: userId },
    before: { email: maskEmail(user.email) },
    after: { email: maskEmail(email) },
  });
  const mails: AccountMail[] = [];
  if (!(await isFree(ctx, email, userId))) {
    mails.push({ kind: "ADDRESS_TAKEN", to: email, locale });
  } else {
    const token = await issueLink(ctx, { userId, purpose: "CHANGE_EMAIL", email, changeId });
    mails.push({ kind: "CHANGE_EMAIL", to: email, locale, token });
  }
  if (!user.emailConfirmedAt) return mails;
  const stop = { purpose: "STOP_EMAIL_CHANGE", email: user.email } as const;
  const token = await issueLink(ctx, { userId, changeId, ...stop });
  const toOld = { kind: stop.purpose, to: user.email, locale, token, maskedEmail: maskEmail(email) };
  return [...mails, toOld];
}

/** Returns true when no account has the address, and none can get it back. */
async function isFree({ tx }: TxContext, email: string, userId: string): Promise<boolean> {
  const owners = await tx.select({ id: users.id }).from(users).where(hasEmail(email)).limit(1);
  const reserved = await tx
    .select({ id: emailChanges.id })
    .from(emailChanges)
    .where(isReservedAddress(email, userId))
    .limit(1);
  return owners.length + reserved.length === 0;
}
