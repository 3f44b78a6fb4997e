import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";

const keyOf = (saleEventId: string) => sql`hashtextextended(${`waiting-room:${saleEventId}`}, 0)`;

/** Those who take a place do it beside each other, and never while the lottery is drawn. To the end of the transaction. */
export const shareQueue = ({ tx }: TxContext, saleEventId: string) =>
  tx.execute(sql`select pg_advisory_xact_lock_shared(${keyOf(saleEventId)})`);

/** Waits until nobody takes a place, and lets nobody take one to the end of the transaction. */
export const lockQueue = ({ tx }: TxContext, saleEventId: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(${keyOf(saleEventId)})`);

/** Returns true for the one who may admit now, to the end of the transaction. Nobody waits for it. */
export async function isOnlyOneToAdmit({ tx }: TxContext, saleEventId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ isMine: boolean }>(sql`
    select pg_try_advisory_xact_lock(hashtextextended(${`waiting-room-admission:${saleEventId}`}, 0)) as "isMine"`);
  return rows[0]?.isMine ?? false;
}
