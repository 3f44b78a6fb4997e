import { sql } from "drizzle-orm";
import type { RequestContext } from "@/server/shared/context";
import { type PersonalTable, personalTable, requireSelf } from "@/server/shared/personal-tables";

/**
 * What this context has about the member: the copy of the profile, messages, resends, and preferences.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export function personalDataOf(ctx: RequestContext, personId: string): PersonalTable[] {
  requireSelf(ctx.actor, personId);
  return [
    personalTable("notification.recipients", {
      from: sql`notification.recipients t where t.user_id = ${personId}`,
      key: ["user_id"],
    }),
    personalTable("notification.messages", {
      from: sql`notification.messages t where t.recipient_id = ${personId}`,
      // The words are in `subject` and `body`.
      hide: ["data", "last_error", "leased_until"],
    }),
    personalTable("notification.resends", {
      from: sql`notification.resends t where t.message_id in
        (select m.id from notification.messages m where m.recipient_id = ${personId})`,
      // Who of the staff sent it.
      hide: ["requested_by", "requested_by_email", "last_error", "leased_until"],
    }),
    personalTable("notification.preferences", {
      from: sql`notification.preferences t where t.member_id = ${personId}`,
      key: ["kind", "channel"],
    }),
    personalTable("notification.withheld", {
      from: sql`notification.withheld t where t.recipient_id = ${personId}`,
      key: ["event_id", "channel"],
    }),
  ];
}
