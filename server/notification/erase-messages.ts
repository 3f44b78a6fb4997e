import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import { requireSelf } from "@/server/shared/personal-tables";
import type { Pseudonym } from "@/server/shared/pseudonym";

/** What is left of a message: law L4 asks whether each was written, not what it said. */
const ERASED = { ko: "삭제된 메시지", en: "Erased message" } as const;

/**
 * Erases the words and addresses of a member's messages, the copy of the profile, and the preferences.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function eraseMessages(
  ctx: TxContext,
  { personId, email, name }: Pseudonym,
  reservationIds: readonly string[],
): Promise<void> {
  requireSelf(ctx.actor, personId);
  const { tx } = ctx;
  await tx.execute(sql`
    update notification.recipients set email = ${email}, name = ${name}, profile_version = profile_version + 1
    where user_id = ${personId}`);
  // A trip that was booked as a guest has messages from before it was the member's.
  const own = sql`(recipient_id = ${personId} or reservation_id = any(${sql.param(reservationIds)}::uuid[]))`;
  const words = sql`case locale when 'ko' then ${ERASED.ko} else ${ERASED.en} end`;
  await tx.execute(sql`
    update notification.messages set subject = ${words}, body = ${words}, data = '{}', last_error = null,
      address = case when address is not null then ${email} end
    where ${own}`);
  await tx.execute(sql`
    update notification.resends set address = ${email}, last_error = null
    where message_id in (select id from notification.messages where ${own})`);
  await tx.execute(sql`delete from notification.preferences where member_id = ${personId}`);
}
