import { eq, type SQL, sql } from "drizzle-orm";
import { reservations } from "@/db/schema/reservation";
import type { TxContext } from "@/server/shared/context";

type Sums = Partial<Record<"totalAmount" | "paidAmount" | "refundedAmount", number | SQL>>;

/**
 * Raises the version of an order by one, because a change of it is done, and writes the sums that the change gave it. Tells
 * the caller the new version.
 */
export async function writeNextVersion(
  ctx: TxContext,
  reservationId: string,
  sums: Sums = {},
): Promise<void> {
  const [raised] = await ctx.tx
    .update(reservations)
    .set({ ...sums, version: sql`${reservations.version} + 1` })
    .where(eq(reservations.id, reservationId))
    .returning({ version: reservations.version });
  if (raised) ctx.onVersion?.(raised.version);
}
