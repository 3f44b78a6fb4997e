import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import { requireSelf } from "@/server/shared/personal-tables";

/**
 * Whether a message to a member still has to be sent. One that could not be sent for three days counts no more.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function hasUnsentMessages(ctx: TxContext, personId: string): Promise<boolean> {
  requireSelf(ctx.actor, personId);
  const { rows } = await ctx.tx.execute<{ open: boolean }>(sql`
    select exists (select from notification.messages where recipient_id = ${personId} and status <> 'SENT'
      and created_at > now() - interval '3 days') as open`);
  return rows[0]?.open === true;
}
