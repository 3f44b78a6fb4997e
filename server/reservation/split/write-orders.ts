import { sql } from "drizzle-orm";
import { changes, charges } from "@/db/schema/reservation";
import type { CouponFacts, Refund } from "@/server/reservation/cancel/refund-facts";
import { exchangeCoupons } from "@/server/reservation/order/exchange-coupons";
import { priceCharge } from "@/server/reservation/order/predicates";
import { writeNextVersion } from "@/server/reservation/order/write-next-version";
import { actorId, actorKind, type TxContext } from "@/server/shared/context";
import type { Parting } from "./split-facts";
import { renamed, type SplitOff } from "./write-split-off";

/** The two changes of a split, one in each order. */
export type SplitChanges = { changeId: string; newChangeId: string };

type Between = SplitChanges & { from: { id: string; locator: string }; to: SplitOff };

/**
 * Moves the coupons of those who leave to the new order, with their price. An open coupon becomes one of a new ticket; one
 * that is flown or missed goes along as it is. What the price of all of them is, leaves the old order and comes into the
 * new one as TRANSFER, so that each of the two changes has the balance 0.
 *
 * @param amount that price, in whole won.
 */
export async function writeOrders(
  ctx: TxContext,
  { refund, leaving, staying, passengerIds }: Parting,
  between: Between & { amount: number },
): Promise<void> {
  const { changeId, newChangeId, from, to, amount } = between;
  await writeChanges(ctx, refund, { ...between, passengerIds });
  const isExchanged = ({ state, segmentIndex }: CouponFacts) =>
    state === "OPEN" && refund.standings[segmentIndex] !== "DEPARTED";
  await exchangeCoupons(ctx, {
    reservationId: from.id,
    changeId,
    into: { reservationId: to.reservationId, changeId: newChangeId },
    exchanges: leaving.filter(isExchanged).map(({ id, segmentId, passengerId, passengerType }) => ({
      ...{ couponId: id, passengerId, passengerType, lines: null, fees: [] },
      segmentId: to.segments.get(segmentId) ?? "",
    })),
  });
  const goAlong = leaving.filter((coupon) => !isExchanged(coupon)).map(({ id }) => id);
  if (goAlong.length > 0) await moveCoupons(ctx, goAlong, between);
  if (amount !== 0)
    await ctx.tx.insert(charges).values([
      { reservationId: from.id, changeId, kind: "TRANSFER", amount },
      { reservationId: to.reservationId, changeId: newChangeId, kind: "TRANSFER", amount: -amount },
    ]);
  await writeNextVersion(ctx, from.id, { totalAmount: priceOf(staying) });
}

/** The price of coupons, in whole won. */
export const priceOf = (coupons: readonly CouponFacts[]): number =>
  coupons.flatMap(({ lines }) => lines).reduce((sum, { amount }) => sum + amount, 0);

async function writeChanges(
  { tx, actor }: TxContext,
  { version, now }: Refund,
  { changeId, newChangeId, from, to, passengerIds }: Between & { passengerIds: string[] },
): Promise<void> {
  const done = {
    ...{ kind: "SPLIT" as const, status: "DONE" as const, balance: 0 },
    ...{ askedByKind: actorKind(actor), askedById: actorId(actor) },
    ...{ quotedAt: new Date(now), endedAt: sql`clock_timestamp()` },
  };
  const into = { reservationId: to.reservationId, locator: to.locator, changeId: newChangeId };
  await tx.insert(changes).values([
    {
      ...done,
      ...{ id: changeId, reservationId: from.id, baseVersion: version },
      quote: { passengers: passengerIds, into },
    },
    {
      ...done,
      ...{ id: newChangeId, reservationId: to.reservationId, baseVersion: 0 },
      quote: { passengers: passengerIds, from: { reservationId: from.id, locator: from.locator, changeId } },
    },
  ]);
}

/** Coupons that no ticket can be issued for any more: they keep their ticket, and their price moves. */
async function moveCoupons({ tx }: TxContext, couponIds: string[], between: Between): Promise<void> {
  const { changeId, newChangeId, from, to } = between;
  const moved = sql`any(${sql.param(couponIds)}::uuid[])`;
  await tx.execute(sql`
    insert into reservation.charges (reservation_id, change_id, coupon_id, kind, amount)
    select o.reservation_id, o.change_id, l.coupon_id, l.kind, o.sign * l.amount
    from (select c.coupon_id, c.kind, sum(c.amount)::bigint as amount from reservation.charges c
      where c.coupon_id = ${moved} and ${priceCharge} group by c.coupon_id, c.kind having sum(c.amount) <> 0) l
    cross join (values (${from.id}::uuid, ${changeId}::uuid, -1), (${to.reservationId}::uuid, ${newChangeId}::uuid, 1))
      as o (reservation_id, change_id, sign)
    order by o.sign, l.coupon_id`);
  await tx.execute(sql`
    update reservation.coupons k set reservation_id = ${to.reservationId}, segment_id = m.new
    from ${renamed(to.segments)} where k.segment_id = m.old and k.id = ${moved}`);
}
