import { and, eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { hashPassword } from "@/server/identity/hash-password";
import { requireStrongPassword } from "@/server/identity/password-rules";
import { countReset } from "@/server/identity/record-figures";
import { endSessions } from "@/server/identity/sessions/end-sessions";
import { audit } from "@/server/shared/audit";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { endPendingChanges, findLink, takeLink } from "./issue-link";
import { type ResetPasswordInput, resetPasswordInput } from "./link-schemas";
import type { AccountMail } from "./mail-schemas";

/**
 * Sets a new password by the link that was mailed for it. Whoever has the link may ask; it works once. All sessions end, and
 * with them everything that somebody else may have begun with the account. The address is confirmed by it. A refused password
 * does not use the link up.
 *
 * @returns the e-mail to the owner, to send.
 * @throws AppError INVALID_INPUT · NOT_FOUND when the link was used, replaced, or is over.
 */
export async function resetPassword(ctx: RequestContext, input: ResetPasswordInput): Promise<AccountMail> {
  const { token, password } = parse(resetPasswordInput, input);
  const link = await findLink(token, ["RESET_PASSWORD"]);
  const [owner] = link ? await database().select().from(users).where(eq(users.id, link.userId)) : [];
  if (!owner) throw new AppError("NOT_FOUND");
  await requireStrongPassword(password, owner);
  const passwordHash = await hashPassword(password);
  const mail = await transaction(ctx, (tx) => setPassword(tx, token, passwordHash));
  countReset("used");
  return mail;
}

async function setPassword(ctx: TxContext, token: string, passwordHash: string): Promise<AccountMail> {
  const { link, user } = await takeLink(ctx, token, ["RESET_PASSWORD"]);
  const changed = await ctx.tx
    .update(users)
    .set({ passwordHash, emailConfirmedAt: sql`coalesce(${users.emailConfirmedAt}, clock_timestamp())` })
    // Whoever reads the mail of an earlier address has no say.
    .where(and(eq(users.id, user.id), eq(users.email, link.email)))
    .returning({ id: users.id });
  if (changed.length === 0) throw new AppError("NOT_FOUND");
  await endSessions(ctx, user.id);
  await endPendingChanges(ctx, user.id);
  await audit(ctx, {
    ...{ action: "reset-password", entity: "user", entityId: user.id },
    after: { role: user.role },
  });
  return { kind: "PASSWORD_CHANGED", to: user.email, locale: user.locale };
}
