import { and, eq, isNull, sql } from "drizzle-orm";
import { emailChanges, users } from "@/db/schema/identity";
import { isReservedAddress } from "@/server/identity/predicates";
import { audit } from "@/server/shared/audit";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { maskEmail } from "@/server/shared/personal-data";
import { endLinks, takeLink } from "./issue-link";
import { type LinkTokenInput, linkTokenInput } from "./link-schemas";
import type { AccountMail } from "./mail-schemas";
import { recordEmailChange } from "./record-email-change";

type Taken = Awaited<ReturnType<typeof takeLink>>;

/**
 * Confirms an address by the link that was mailed to it: that of the account, or the new one of a change, which takes effect
 * now. Whoever has the link may ask; it works once.
 *
 * @returns the account, whether its address changed, and the e-mails to send.
 * @throws AppError INVALID_INPUT · NOT_FOUND when the link was used, replaced, or is over · EMAIL_TAKEN when another account
 *   has got the new address meanwhile.
 */
export async function confirmEmail(
  ctx: RequestContext,
  input: LinkTokenInput,
): Promise<{ userId: string; isChanged: boolean; mails: AccountMail[] }> {
  const { token } = parse(linkTokenInput, input);
  return transaction(ctx, async (tx) => {
    const taken = await takeLink(tx, token, ["CONFIRM_EMAIL", "CHANGE_EMAIL"]);
    const { id: userId } = taken.user;
    if (taken.link.purpose === "CHANGE_EMAIL")
      return { userId, isChanged: true, mails: await changeAddress(tx, taken) };
    await confirmAddress(tx, taken);
    return { userId, isChanged: false, mails: [] };
  });
}

async function confirmAddress(ctx: TxContext, { link, user }: Taken): Promise<void> {
  // The link says who reads the mail of one address, and nothing about the one that came after it.
  if (link.email !== user.email) throw new AppError("NOT_FOUND");
  await ctx.tx.update(users).set({ emailConfirmedAt: sql`clock_timestamp()` }).where(eq(users.id, user.id));
  await audit(ctx, { action: "confirm-email", entity: "user", entityId: user.id });
}

async function changeAddress(ctx: TxContext, { link, user }: Taken): Promise<AccountMail[]> {
  const [change] = await ctx.tx
    .update(emailChanges)
    .set({ doneAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(emailChanges.id, link.changeId ?? ""),
        isNull(emailChanges.doneAt),
        isNull(emailChanges.endedAt),
      ),
    )
    .returning();
  if (!change) throw new AppError("NOT_FOUND");
  const [reserved] = await ctx.tx
    .select({ id: emailChanges.id })
    .from(emailChanges)
    .where(isReservedAddress(link.email, user.id))
    .limit(1);
  if (reserved) throw new AppError("EMAIL_TAKEN");
  await recordEmailChange(ctx, user, link.email, "change-email");
  // They were mailed to the address before.
  await endLinks(ctx, user.id, ["CONFIRM_EMAIL", "RESET_PASSWORD"]);
  const mail = { kind: "EMAIL_CHANGED" as const, locale: user.locale };
  const toOld = { ...mail, to: user.email, maskedEmail: maskEmail(link.email) };
  const toNew = { ...mail, to: link.email, maskedEmail: maskEmail(user.email) };
  return user.emailConfirmedAt ? [toOld, toNew] : [toNew];
}
