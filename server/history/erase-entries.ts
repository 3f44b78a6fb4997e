import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import { requireSelf } from "@/server/shared/personal-tables";
import type { Pseudonym } from "@/server/shared/pseudonym";
import { writeEntries } from "./entry-predicates";

/**
 * The events of a member's timeline, without an order.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function eventIdsOf(ctx: TxContext, personId: string): Promise<string[]> {
  requireSelf(ctx.actor, personId);
  const { rows } = await ctx.tx.execute<{ ids: string[] }>(
    sql`select coalesce(array_agg(event_id), '{}') as ids from history.entries where customer_id = ${personId}`,
  );
  return rows[0]?.ids ?? [];
}

/**
 * Makes a member's timeline again from the events, which have been erased before. So a rebuild makes the same.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function eraseEntries(ctx: TxContext, { personId }: Pseudonym): Promise<void> {
  requireSelf(ctx.actor, personId);
  const { rows } = await ctx.tx.execute<{ ids: string[] }>(sql`
    with gone as (delete from history.entries where customer_id = ${personId} returning event_id)
    select coalesce(array_agg(event_id), '{}') as ids from gone`);
  await ctx.tx.execute(
    writeEntries(
      sql`(select o.* from shared.outbox o where o.id = any(${sql.param(rows[0]?.ids ?? [])}::uuid[]))`,
    ),
  );
}
