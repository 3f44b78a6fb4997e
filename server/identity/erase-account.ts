import { eq, sql } from "drizzle-orm";
import {
  emailChanges,
  guests,
  knownPlaces,
  mailedLinks,
  oauthAccounts,
  sessions,
  users,
} from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { requireSelf } from "@/server/shared/personal-tables";
import { type Pseudonym, pseudonymOf } from "@/server/shared/pseudonym";
import { lockUser } from "./links/issue-link";
import type { User } from "./schemas";

/**
 * Erases a member's account: nobody signs in with it any more, all its sessions end, and its address is free for a new
 * one. The row stays with a pseudonym, because bookings that the law keeps refer to it.
 *
 * @returns what stands in place of the member, and the address and language that were theirs, and by which names and addresses they were known.
 * @throws AppError UNAUTHENTICATED · FORBIDDEN for somebody else's account, and for staff: their work stays in the audit log.
 */
export async function eraseAccount(
  ctx: TxContext,
  personId: string,
): Promise<{ pseudonym: Pseudonym } & Pick<User, "email" | "locale"> & { marks: string[] }> {
  requireSelf(ctx.actor, personId);
  const user = await lockUser(ctx, eq(users.id, personId));
  if (!user) throw new AppError("UNAUTHENTICATED");
  if (user.role !== "CUSTOMER") throw new AppError("FORBIDDEN");
  const pseudonym = pseudonymOf(personId, user.locale);
  const { tx } = ctx;
  const changes = await tx.select().from(emailChanges).where(eq(emailChanges.userId, personId));
  const { email, name, locale } = user;
  const marks = [email, name, ...changes.flatMap(({ oldEmail, newEmail }) => [oldEmail, newEmail])];
  // Whoever reads the mail of a confirmed address booked as a guest with it.
  if (user.emailConfirmedAt) await tx.delete(guests).where(eq(sql`lower(${guests.email})`, email));
  for (const table of [oauthAccounts, sessions, knownPlaces, mailedLinks, emailChanges])
    await tx.delete(table).where(eq(table.userId, personId));
  await tx
    .update(users)
    .set({
      ...{ email: pseudonym.email, name: pseudonym.name, passwordHash: null, emailConfirmedAt: null },
      sessionVersion: sql`${users.sessionVersion} + 1`,
      profileVersion: sql`${users.profileVersion} + 1`,
      erasedAt: sql`clock_timestamp()`,
    })
    .where(eq(users.id, personId));
  await audit(ctx, { action: "erase", entity: "user", entityId: personId });
  return { pseudonym, email, locale, marks };
}
