import { and, eq, sql } from "drizzle-orm";
import { changes, charges, coupons, reservations } from "@/db/schema/reservation";
import type { CouponFacts, Refund } from "@/server/reservation/cancel/refund-facts";
import type { DeductionReason } from "@/server/reservation/domain/refund";
import { actorId, actorKind, type TxContext } from "@/server/shared/context";
import type { CancelCause } from "@/server/shared/fare-terms";
import { uuidv7 } from "@/server/shared/ids";
import type { ChargeKind } from "@/server/shared/order-terms";
import { type Allotment, allotRefund } from "./allot-refund";

export type GivenUp = { changeId: string; allotments: Allotment[] };

/**
 * Ends the coupons of a cancellation, within a transaction: the change CANCEL is done, the price of each coupon is written
 * off, the fees are charged, and the refund is divided over the payments. Flights that were flown keep their coupons. The
 * caller has locked the reservation.
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
  await writeChange(ctx, refund, { changeId, cause });
  await endCoupons(ctx, refund, changeId);
  const lines = chargesOf(refund);
  if (lines.length > 0)
    await ctx.tx.insert(charges).values(lines.map((line) => ({ ...line, reservationId, changeId })));
  await ctx.tx
    .update(reservations)
    .set({
      version: sql`${reservations.version} + 1`,
      refundedAmount: sql`${reservations.refundedAmount} + ${amount}`,
    })
    .where(eq(reservations.id, reservationId));
  return { changeId, allotments: await allotRefund(ctx, { changeId, reservationId, amount }) };
}

async function writeChange(
  { tx, actor }: TxContext,
  { reservationId, version, refundable, now }: Refund,
  { changeId, cause }: { changeId: string; cause: CancelCause },
): Promise<void> {
  const done = { status: "DONE" as const, balance: -refundable.amount, endedAt: sql`clock_timestamp()` };
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
    askedByKind: actorKind(actor),
    askedById: actorId(actor),
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

const feeKinds: Record<Exclude<DeductionReason, "FLOWN">, ChargeKind> = {
  CANCELLATION_FEE: "REFUND_FEE",
  NOT_REFUNDABLE: "REFUND_FEE",
  NO_SHOW_FEE: "NO_SHOW_FEE",
};

/** The opposite of each price line of the coupons, and the fee of each. Their sum is the refund below zero. */
function chargesOf({
  givenUp,
  deductions,
}: Refund): { couponId: string; kind: ChargeKind; amount: number }[] {
  const feesOf = ({ segmentIndex, passengerIndex }: CouponFacts) =>
    deductions.flatMap(({ reason, amount, ...of }) =>
      reason !== "FLOWN" && of.segmentIndex === segmentIndex && of.passengerIndex === passengerIndex
        ? [{ kind: feeKinds[reason], amount }]
        : [],
    );
  return givenUp.flatMap((coupon) =>
    [...coupon.lines.map(({ kind, amount }) => ({ kind, amount: -amount })), ...feesOf(coupon)]
      .filter(({ amount }) => amount !== 0)
      .map((line) => ({ couponId: coupon.id, ...line })),
  );
}
