import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { emailChanges, oauthAccounts, users } from "@/db/schema/identity";
import { type RequestContext, requireMember } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { findLink } from "./links/issue-link";

/** How a member signs in, and what is open about it. */
export type AccountSecurity = {
  email: string;
  isEmailConfirmed: boolean;
  hasPassword: boolean;
  /** The providers by which the member can sign in. */
  providers: string[];
  /** The address of a change that waits for its confirmation. */
  pendingEmail: string | null;
};

/**
 * How a member signs in: what the security page shows.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function accountSecurity(ctx: RequestContext): Promise<AccountSecurity> {
  const member = requireMember(ctx.actor);
  const [user] = await database().select().from(users).where(eq(users.id, member.id));
  if (!user) throw new AppError("UNAUTHENTICATED");
  const found = await database()
    .selectDistinct({ provider: oauthAccounts.provider })
    .from(oauthAccounts)
    .where(eq(oauthAccounts.userId, member.id));
  const [pending] = await database()
    .select({ email: emailChanges.newEmail })
    .from(emailChanges)
    .where(
      and(
        eq(emailChanges.userId, member.id),
        isNull(emailChanges.doneAt),
        isNull(emailChanges.endedAt),
        sql`${emailChanges.createdAt} > clock_timestamp() - interval '1 day'`,
      ),
    )
    .orderBy(desc(emailChanges.createdAt))
    .limit(1);
  return {
    email: user.email,
    isEmailConfirmed: user.emailConfirmedAt !== null,
    hasPassword: user.passwordHash !== null,
    providers: found.map(({ provider }) => provider),
    pendingEmail: pending?.email ?? null,
  };
}

/** What the page behind a mailed link is about. */
export type LinkFacts = { email: string; isChange: boolean };

/**
 * The address that a link confirms; null when the link was used, replaced, or its time is over.
 *
 * @public Whoever has the link reads the mail of this address.
 */
export async function confirmationOf(token: string): Promise<LinkFacts | null> {
  const link = await findLink(token, ["CONFIRM_EMAIL", "CHANGE_EMAIL"]);
  return link ? { email: link.email, isChange: link.purpose === "CHANGE_EMAIL" } : null;
}

/**
 * Returns true while a link for a new password can be used.
 *
 * @public Whoever has the link may use it.
 */
export async function isResetOpen(token: string): Promise<boolean> {
  return (await findLink(token, ["RESET_PASSWORD"])) !== undefined;
}

/**
 * The address to which an account would be moved; null when there is nothing to stop any more.
 *
 * @public Whoever has the link reads the mail of the account's old address.
 */
export async function stoppableChange(token: string): Promise<{ oldEmail: string; isDone: boolean } | null> {
  const link = await findLink(token, ["STOP_EMAIL_CHANGE"]);
  if (!link?.changeId) return null;
  const { oldEmail, doneAt } = emailChanges;
  const [change] = await database()
    .select({ oldEmail, doneAt })
    .from(emailChanges)
    .where(and(eq(emailChanges.id, link.changeId), isNull(emailChanges.endedAt)));
  return change ? { oldEmail: change.oldEmail, isDone: change.doneAt !== null } : null;
}
