import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import { requireSelf } from "@/server/shared/personal-tables";

/**
 * Whether clients of the API, which nobody has disabled, act for a member's account.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function hasClients(ctx: TxContext, personId: string): Promise<boolean> {
  requireSelf(ctx.actor, personId);
  const { rows } = await ctx.tx.execute<{ open: boolean }>(sql`
    select exists (select from platform.clients where user_id = ${personId} and disabled_at is null) as open`);
  return rows[0]?.open === true;
}
