import { sql } from "drizzle-orm";
import type { RequestContext } from "@/server/shared/context";
import { type PersonalTable, personalTable, requireSelf } from "@/server/shared/personal-tables";

/**
 * The member's miles: the account, its ledger and adjustments.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export function personalDataOf(ctx: RequestContext, personId: string): PersonalTable[] {
  requireSelf(ctx.actor, personId);
  return [
    personalTable("mileage.accounts", {
      from: sql`mileage.accounts t where t.member_id = ${personId}`,
      key: ["member_id"],
    }),
    personalTable("mileage.ledger", { from: sql`mileage.ledger t where t.member_id = ${personId}` }),
    personalTable("mileage.adjustments", {
      from: sql`mileage.adjustments t where t.member_id = ${personId}`,
      // Who of the staff adjusted, and why: for the airline (docs/decisions/0053-customer-desk.md).
      hide: ["adjusted_by", "adjusted_by_email", "reason"],
    }),
  ];
}
