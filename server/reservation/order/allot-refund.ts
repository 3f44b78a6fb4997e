import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import { familyOf } from "./family-predicates";

/** How much of one captured payment is given back, in whole won. */
export type Allotment = { paymentId: string; amount: number };

type Capture = { paymentId: string; left: number };

/**
 * Divides a refund over the payments of an order, the oldest first: no payment ever gives back more than was captured. A
 * reservation that was split from another is refunded from the payments of its family: its own ones, those of the one
 * that it left, and so on. The caller has locked the reservation. Refunds of one family take turns at its payments.
 *
 * @returns the shares that were written; none for a refund of nothing.
 */
export async function allotRefund(
  { tx }: TxContext,
  { changeId, reservationId, amount }: { changeId: string; reservationId: string; amount: number },
): Promise<Allotment[]> {
  if (amount === 0) return [];
  // Locked after the reservation and in one order; a later statement sees what others have allotted meanwhile.
  await tx.execute(sql`
    select 1 from reservation.payment_decisions d join (${familyOf(reservationId)}) f on f.id = d.reservation_id
    where d.decision = 'ACCEPTED' order by d.payment_id for update of d`);
  const { rows } = await tx.execute<Capture>(sql`
    select d.payment_id as "paymentId", (d.amount - coalesce((select sum(a.amount)
      from reservation.allotments a where a.payment_id = d.payment_id), 0))::float8 as left
    from reservation.payment_decisions d join (${familyOf(reservationId)}) f on f.id = d.reservation_id
    where d.decision = 'ACCEPTED' order by f.distance, d.decided_at, d.payment_id`);
  const shares = sharesOf(rows, amount);
  await tx.execute(sql`
    insert into reservation.allotments (change_id, payment_id, amount)
    select ${changeId}, s."paymentId", s.amount
    from jsonb_to_recordset(${JSON.stringify(shares)}::jsonb) as s("paymentId" uuid, amount bigint)`);
  return shares;
}

/** Takes `amount` from the captures in their order. Throws Error when they have less: the order's sums would be wrong. */
function sharesOf(captures: readonly Capture[], amount: number): Allotment[] {
  const shares: Allotment[] = [];
  let missing = amount;
  for (const { paymentId, left } of captures) {
    const share = Math.min(left, missing);
    if (share > 0) shares.push({ paymentId, amount: share });
    missing -= share;
  }
  if (missing > 0) throw new Error(`a refund of ${amount} exceeds the payments by ${missing}`);
  return shares;
}
