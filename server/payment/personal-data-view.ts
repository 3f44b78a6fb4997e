import { sql } from "drizzle-orm";
import type { RequestContext } from "@/server/shared/context";
import { type PersonalTable, personalTable, requireSelf } from "@/server/shared/personal-tables";

/**
 * The member's payments and refunds. Card data is with the provider alone.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export function personalDataOf(ctx: RequestContext, personId: string): PersonalTable[] {
  requireSelf(ctx.actor, personId);
  return [
    personalTable("payment.payments", {
      from: sql`payment.payments t where t.customer_id = ${personId}`,
      hide: ["checkout_session_id", "checkout_url", "payment_intent_id", "failed_attempts", "traceparent"],
    }),
    personalTable("payment.refunds", {
      from: sql`payment.refunds t where t.payment_id in
        (select p.id from payment.payments p where p.customer_id = ${personId})`,
      hide: ["provider_refund_id", "last_error"],
    }),
  ];
}
