import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";

/**
 * Waits until no other transaction decides on the holds of `whose`, and keeps the turn until commit.
 * Always in the order given here: customer, address, contact, flights by id.
 */
export async function takeTurn({ tx }: TxContext, whose: readonly string[]): Promise<void> {
  for (const name of whose)
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`holds-of-${name}`}, 0))`);
}

/** The turn of one customer's holds and their passengers. */
export const takeTurnOfCustomer = (ctx: TxContext, customerId: string): Promise<void> =>
  takeTurn(ctx, [`customer:${customerId}`]);
