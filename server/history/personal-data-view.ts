import { sql } from "drizzle-orm";
import type { RequestContext } from "@/server/shared/context";
import { type PersonalTable, personalTable, requireSelf } from "@/server/shared/personal-tables";

/**
 * The member's timeline.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export function personalDataOf(ctx: RequestContext, personId: string): PersonalTable[] {
  requireSelf(ctx.actor, personId);
  return [
    personalTable("history.entries", {
      from: sql`history.entries t where t.customer_id = ${personId}`,
      key: ["event_id"],
    }),
  ];
}
