import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";

/**
 * Waits until no other transaction decides on holds under one of these names, and keeps the turn until commit. Callers
 * give the names in one order, so that no two of them wait for each other: customer, address, contact, flights by id.
 * A turn is taken before the lock of a reservation.
 */
export async function takeTurn({ tx }: TxContext, names: readonly string[]): Promise<void> {
  for (const name of names)
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`holds-of-${name}`}, 0))`);
}

/** Takes the turn of one customer's holds and their passengers. */
export const takeTurnOfCustomer = (ctx: TxContext, customerId: string): Promise<void> =>
  takeTurn(ctx, [`customer:${customerId}`]);
