import { and, eq, sql } from "drizzle-orm";
import { changes, charges, coupons, reservations } from "@/db/schema/reservation";
import { type Fee, feesOf } from "@/server/reservation/cancel/fee-rules";
import type { CouponFacts, Refund } from "@/server/reservation/cancel/refund-facts";
import { withdrawAwaiting } from "@/server/reservation/change/end-awaiting";
import { actorId, actorKind, type TxContext } from "@/server/shared/context";
import type { CancelCause } from "@/server/shared/fare-terms";
import { uuidv7 } from "@/server/shared/ids";
import type { ChargeKind } from "@/server/shared/order-terms";
import { type Allotment, allotRefund } from "./allot-refund";
import { writeNextVersion } from "./write-next-version";

export type GivenUp = { changeId: string; allotments: Allotment[] };

/**
 * Ends the coupons of a cancellation, within a transaction: the change CANCEL is done, the price of each coupon is written
 * off, the fees are charged, those that staff leave out are charged back, and the refund is divided over the payments.
 * Flights that were flown keep their coupons. A change that waits for its payment is withdrawn. The caller has locked the
 * reservation.
 *
 * @param quoted the change that the customer was quoted; null when nobody asked first.
 */
export async function giveUpCoupons(
  ctx: TxContext,
  refund: Refund,
  { cause, quoted }: { cause: CancelCause; quoted: string | null },
): Promise<GivenUp> {
  const { reservationId, refundable } = refund;
  const amount = refundable.amount;
  const changeId = quoted ?? uuidv7();
  await withdrawAwaiting(ctx, reservationId, "CANCELLED");
  await writeChange(ctx, refund, { changeId, cause });
  await endCoupons(ctx, refund, changeId);
  const lines = chargesOf(refund);
  if (lines.length > 0)
    await ctx.tx.insert(charges).values(lines.map((line) => ({ ...line, reservationId, changeId })));
  await writeNextVersion(ctx, reservationId, {
    refundedAmount: sql`${reservations.refundedAmount} + ${amount}`,
  });
  return { changeId, allotments: await allotRefund(ctx, { changeId, reservationId, amount }) };
}

async function writeChange(
  { tx, actor }: TxContext,
  { reservationId, version, refundable, now }: Refund,
  { changeId, cause }: { changeId: string; cause: CancelCause },
): Promise<void> {
  const done = {
    ...{ status: "DONE" as const, balance: -refundable.amount, endedAt: sql`clock_timestamp()` },
    // Of a quote too: who confirms it asked for the change.
    ...{ askedByKind: actorKind(actor), askedById: actorId(actor) },
  };
  const [accepted] = await tx
    .update(changes)
    .set(done)
    .where(and(eq(changes.id, changeId), eq(changes.status, "QUOTED")))
    .returning({ id: changes.id });
  if (accepted) return;
  await tx.insert(changes).values({
    ...done,
    id: changeId,
    reservationId,
    kind: "CANCEL",
    baseVersion: version,
    cause,
    quotedAt: new Date(now),
  });
}

async function endCoupons({ tx }: TxContext, { givenUp, left, standings }: Refund, changeId: string) {
  const refunded = givenUp.map(({ id }) => id);
  await tx
    .update(coupons)
    .set({ state: "REFUNDED", endedBy: changeId })
    .where(sql`${coupons.id} = any(${sql.param(refunded)}::uuid[])`);
  const flown = left.flatMap(({ id, segmentIndex }) => (standings[segmentIndex] === "DEPARTED" ? [id] : []));
  if (flown.length > 0)
    await tx
      .update(coupons)
      .set({ state: "FLOWN" })
      .where(
        sql`${coupons.id} = any(${sql.param(flown)}::uuid[]) and ${coupons.state} in ('OPEN', 'CHECKED_IN')`,
      );
}

/**
 * The opposite of each price line of the coupons, the fee of each, and its opposite where staff leave it out. Their sum is
 * the refund below zero.
 */
function chargesOf({
  givenUp,
  deductions,
  waiver,
}: Refund): { couponId: string; kind: ChargeKind; amount: number }[] {
  const fees = [...feesOf(deductions), ...waiver];
  const isOf = (coupon: CouponFacts) => (fee: Fee) =>
    fee.segmentIndex === coupon.segmentIndex && fee.passengerIndex === coupon.passengerIndex;
  return givenUp.flatMap((coupon) =>
    [
      ...coupon.lines.map(({ kind, amount }) => ({ kind, amount: -amount })),
      ...fees.filter(isOf(coupon)).map(({ kind, amount }) => ({ kind, amount })),
    ]
      .filter(({ amount }) => amount !== 0)
      .map((line) => ({ couponId: coupon.id, ...line })),
  );
}
