import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { cancelReservation, quoteRefundOf, recordNoShow, splitReservation } from "@/server/reservation";
import { getBooking, orderOfReservation } from "@/server/reservation/queries";
import { adult, hold, policies } from "@/server/reservation/testing/fixtures";
import { leavesInMinutes, paidTrip } from "@/server/reservation/testing/flown";
import { staff } from "@/server/shared/testing/actors";
import { orderView } from "./order-schemas";

beforeAll(policies);
afterAll(closeDatabase);

const sum = (lines: readonly { amount: number }[]) => lines.reduce((total, { amount }) => total + amount, 0);
const read = async (id: string) => orderView.parse(await orderOfReservation(staff("AUDITOR"), id));

test("the order has its changes with their money, and each passenger's ticket with its coupons", async () => {
  const t = await paidTrip(undefined, [adult(), adult("LEE", "JUNHO")]);
  const { passengers } = await getBooking(t.ctx, t.reservationId);
  const gone = passengers[1]?.id ?? "";
  await quoteRefundOf(t.ctx, t);
  const { quoteId } = await quoteRefundOf(t.ctx, { reservationId: t.reservationId, passengers: [gone] });
  const { refundAmount } = await cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
  const order = await read(t.reservationId);
  expect(order.changes.map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual([
    ...["CANCEL DONE", "CANCEL QUOTED", "ISSUE DONE"],
  ]);
  const issue = order.changes.find(({ kind }) => kind === "ISSUE");
  expect(issue).toMatchObject({ balance: t.amount, askedByKind: "CUSTOMER", askedById: t.customerId });
  expect(issue?.payments.map(({ amount }) => amount)).toEqual([t.amount]);
  const cancel = order.changes.find(({ id }) => id === quoteId);
  expect(cancel).toMatchObject({ balance: -refundAmount, refunds: [{ amount: refundAmount }] });
  for (const change of order.changes)
    expect(sum(change.charges)).toBe(change.status === "DONE" ? change.balance : 0);
  expect(order).toMatchObject({ paidAmount: t.amount, refundedAmount: refundAmount });
  expect(order.chargedAmount).toBe(t.amount - refundAmount);
  expect(order.tickets.map((ticket) => [ticket.passenger, ticket.coupons.map(({ state }) => state)])).toEqual(
    [
      ["KIM/MINJI", ["OPEN", "OPEN"]],
      ["LEE/JUNHO", ["REFUNDED", "REFUNDED"]],
    ],
  );
  const coupons = new Set(order.tickets.flatMap((ticket) => ticket.coupons.map(({ id }) => id)));
  expect(order.changes.flatMap(({ charges }) => charges).every((c) => coupons.has(c.couponId ?? ""))).toBe(
    true,
  );
});

test("a coupon of a flight that has left counts as flown, until somebody says that it was missed", async () => {
  const t = await paidTrip();
  await leavesInMinutes(t.out, -10);
  const coupons = async () =>
    (await read(t.reservationId)).tickets[0]?.coupons.map(({ state, countsAsFlown }) => [
      state,
      countsAsFlown,
    ]);
  expect(await coupons()).toEqual([
    ["OPEN", true],
    ["OPEN", false],
  ]);
  await recordNoShow(staff("AGENT"), { reservationId: t.reservationId, segmentPosition: 0 });
  expect(await coupons()).toEqual([
    ["NO_SHOW", false],
    ["OPEN", false],
  ]);
});

test("of the quotes that nobody used, the newest twenty are shown, and every other change", async () => {
  const t = await paidTrip();
  await database().execute(sql`
    insert into reservation.changes (id, reservation_id, kind, status, balance, base_version, asked_by_kind, quoted_at)
    select gen_random_uuid(), ${t.reservationId}, 'CANCEL', s.status, n, 1, 'CUSTOMER', now() - make_interval(mins => n)
    from generate_series(1, 25) n, (values ('QUOTED'), ('WITHDRAWN')) s (status)`);
  const { changes } = await read(t.reservationId);
  const quoted = changes.filter(({ status }) => status === "QUOTED").map(({ balance }) => balance);
  expect(quoted.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  expect(changes.filter(({ status }) => status === "WITHDRAWN")).toHaveLength(25);
  expect(changes.filter(({ kind }) => kind === "ISSUE")).toHaveLength(1);
});

test("after a split the charges of both orders are what was paid for each, less what was given back", async () => {
  const t = await paidTrip(undefined, [adult(), adult("LEE", "JUNHO")]);
  const { version, passengers } = await getBooking(t.ctx, t.reservationId);
  const leaving = [passengers[1]?.id ?? ""];
  const split = await splitReservation(t.ctx, {
    ...{ reservationId: t.reservationId, version },
    passengers: leaving,
  });
  const { quoteId, refundAmount } = await quoteRefundOf(t.ctx, { reservationId: split.reservationId });
  await cancelReservation(t.ctx, { reservationId: split.reservationId, quoteId });
  const [stays, left] = [await read(t.reservationId), await read(split.reservationId)];
  expect(stays.paidAmount + left.paidAmount).toBe(t.amount);
  expect(left.refundedAmount).toBe(refundAmount);
  for (const order of [stays, left])
    expect(order.chargedAmount).toBe(order.paidAmount - order.refundedAmount);
});

test("a hold has no order", async () => {
  const t = await paidTrip();
  const { reservationId } = await hold(t.ctx, t.back);
  expect(await read(reservationId)).toEqual({
    ...{ changes: [], tickets: [], paidAmount: 0, refundedAmount: 0, chargedAmount: 0 },
  });
});
