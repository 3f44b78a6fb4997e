import { and, eq, isNull, sql } from "drizzle-orm";
import { emailChanges, users } from "@/db/schema/identity";
import { unmatchableHash } from "@/server/identity/hash-password";
import { endSessions } from "@/server/identity/sessions/end-sessions";
import { audit } from "@/server/shared/audit";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { endLinks, issueLink, takeLink } from "./issue-link";
import { type LinkTokenInput, linkTokenInput } from "./link-schemas";
import { recordEmailChange } from "./record-email-change";

/**
 * Stops a change of the address by the link that was mailed to the old one; if it is done, the old address is put back. Who
 * asked for the change knew the password: it opens nothing any more, all sessions end, and the answer has a token with which
 * the owner chooses a new password at once. Whoever has the link may ask; it works once.
 *
 * @returns the token of a link for a new password.
 * @throws AppError INVALID_INPUT · NOT_FOUND when the link was used or is over, or the change was ended otherwise.
 */
export async function stopEmailChange(ctx: RequestContext, input: LinkTokenInput): Promise<string> {
  const { token } = parse(linkTokenInput, input);
  return transaction(ctx, async (tx) => {
    const { link, user } = await takeLink(tx, token, ["STOP_EMAIL_CHANGE"]);
    const change = await endChange(tx, user.id, link.changeId ?? "");
    await tx.tx.update(users).set({ passwordHash: unmatchableHash }).where(eq(users.id, user.id));
    await endSessions(tx, user.id);
    await endLinks(tx, user.id, ["CONFIRM_EMAIL", "RESET_PASSWORD", "CHANGE_EMAIL"]);
    if (user.email === link.email)
      await audit(tx, { action: "stop-email-change", entity: "user", entityId: user.id });
    else await recordEmailChange(tx, user, change.oldEmail, "stop-email-change");
    return issueLink(tx, { userId: user.id, purpose: "RESET_PASSWORD", email: change.oldEmail });
  });
}

/**
 * Ends the change and all that were asked for after it: they too are those of somebody who is not the owner of this address.
 */
async function endChange({ tx }: TxContext, userId: string, changeId: string) {
  const isOfUser = and(eq(emailChanges.userId, userId), isNull(emailChanges.endedAt));
  const [change] = await tx
    .select()
    .from(emailChanges)
    .where(and(isOfUser, eq(emailChanges.id, changeId)));
  if (!change) throw new AppError("NOT_FOUND");
  await tx
    .update(emailChanges)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(
      and(
        isOfUser,
        sql`${emailChanges.createdAt} >= (
      select c.created_at from identity.email_changes c where c.id = ${changeId})`,
      ),
    );
  return change;
}
