import { and, eq } from "drizzle-orm";
import { users } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { type RequestContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { hashPassword } from "./hash-password";
import { endPendingChanges } from "./links/issue-link";
import { type ChangePasswordInput, changePasswordInput } from "./links/link-schemas";
import type { AccountMail } from "./links/mail-schemas";
import { requireStrongPassword } from "./password-rules";
import { requirePassword } from "./require-password";
import { endSessions } from "./sessions/end-sessions";

/**
 * Changes a member's own password. The session of the request goes on; all others end, and with them links for a new password
 * and a change of the address that is not done.
 *
 * @returns the e-mail to the owner, to send.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN (a program, or an account without a password), RATE_LIMITED, INVALID_INPUT ·
 *   CONFLICT when the password was changed at the same moment.
 */
export async function changePassword(ctx: RequestContext, input: ChangePasswordInput): Promise<AccountMail> {
  const { currentPassword, password } = parse(changePasswordInput, input);
  const user = await requirePassword(ctx, currentPassword);
  await requireStrongPassword(password, user);
  const passwordHash = await hashPassword(password);
  await transaction(ctx, async (tx) => {
    const changed = await tx.tx
      .update(users)
      .set({ passwordHash })
      .where(and(eq(users.id, user.id), eq(users.passwordHash, user.passwordHash)))
      .returning({ id: users.id });
    if (changed.length === 0) throw new AppError("CONFLICT");
    await endSessions(tx, user.id, ctx.sessionId);
    await endPendingChanges(tx, user.id);
    await audit(tx, { action: "change-password", entity: "user", entityId: user.id });
  });
  return { kind: "PASSWORD_CHANGED", to: user.email, locale: user.locale };
}
