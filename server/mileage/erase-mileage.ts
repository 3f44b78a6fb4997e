import { and, eq, isNotNull } from "drizzle-orm";
import { adjustments, ledger } from "@/db/schema/mileage";
import type { TxContext } from "@/server/shared/context";
import { requireSelf } from "@/server/shared/personal-tables";
import { type Pseudonym, withoutMarks } from "@/server/shared/pseudonym";

/**
 * Takes the travellers' names out of a member's ledger, and names and addresses out of the reasons for which staff adjusted
 * its miles. The entries stay, so that sums agree; nobody can use the miles any more.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function eraseMileage(
  ctx: TxContext,
  { personId }: Pseudonym,
  marks: readonly string[],
): Promise<void> {
  requireSelf(ctx.actor, personId);
  await ctx.tx
    .update(ledger)
    .set({ passengerName: null })
    .where(and(eq(ledger.memberId, personId), isNotNull(ledger.passengerName)));
  const rows = await ctx.tx.select().from(adjustments).where(eq(adjustments.memberId, personId));
  for (const { id, reason } of rows)
    await ctx.tx
      .update(adjustments)
      .set({ reason: withoutMarks(reason, marks) })
      .where(eq(adjustments.id, id));
}
