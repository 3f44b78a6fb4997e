import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import { requireSelf } from "@/server/shared/personal-tables";
import { type Pseudonym, withoutPeople } from "@/server/shared/pseudonym";

/**
 * Replaces everybody in the copies of events that no reaction could handle. They can still be played again.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function eraseLetters(
  ctx: TxContext,
  pseudonym: Pseudonym,
  reservationIds: readonly string[],
): Promise<void> {
  requireSelf(ctx.actor, pseudonym.personId);
  const { rows } = await ctx.tx.execute<{ id: string; event: unknown }>(sql`
    select id, event from assurance.dead_letters
    where correlation_id = any(${sql.param([pseudonym.personId, ...reservationIds])}::text[])`);
  for (const { id, event } of rows)
    await ctx.tx.execute(sql`
      update assurance.dead_letters set event = ${JSON.stringify(withoutPeople(event, pseudonym))}::jsonb where id = ${id}`);
}
