import { eq, sql } from "drizzle-orm";
import { users } from "@/db/schema/identity";
import { userChanged } from "@/server/identity/events";
import { userColumns } from "@/server/identity/user-view";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import { AppError, sqlState, UNIQUE_VIOLATION } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { maskEmail } from "@/server/shared/personal-data";

/**
 * Writes the new, confirmed address of a user, with its audit row and its event. The audit log has both addresses masked.
 *
 * @throws AppError EMAIL_TAKEN when another account has the address.
 */
export async function recordEmailChange(
  ctx: TxContext,
  before: { id: string; email: string },
  email: string,
  action: "change-email" | "stop-email-change",
): Promise<void> {
  const [changed] = await ctx.tx
    .update(users)
    .set({
      email,
      emailConfirmedAt: sql`clock_timestamp()`,
      profileVersion: sql`${users.profileVersion} + 1`,
    })
    .where(eq(users.id, before.id))
    .returning({ ...userColumns, profileVersion: users.profileVersion })
    .catch((error) => {
      throw sqlState(error) === UNIQUE_VIOLATION ? new AppError("EMAIL_TAKEN", { cause: error }) : error;
    });
  if (!changed) throw new Error("the caller has locked the user");
  const { id: userId, ...facts } = changed;
  await audit(ctx, {
    ...{ action, entity: "user", entityId: userId },
    before: { email: maskEmail(before.email) },
    after: { email: maskEmail(email) },
  });
  await recordEvents(ctx, [event(userChanged, { userId, ...facts, change: "EMAIL" })]);
}
