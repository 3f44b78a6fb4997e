import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import { requireSelf } from "@/server/shared/personal-tables";

/**
 * Whether a payment or a refund of a member is still on its way.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function hasOpenPayments(ctx: TxContext, personId: string): Promise<boolean> {
  requireSelf(ctx.actor, personId);
  const { rows } = await ctx.tx.execute<{ open: boolean }>(sql`
    select exists (select from payment.payments p where p.customer_id = ${personId} and (p.status = 'PENDING'
      or exists (select from payment.refunds f where f.payment_id = p.id and f.status = 'PENDING'))) as open`);
  return rows[0]?.open === true;
}
