import { sql } from "drizzle-orm";
import type { ParsedMail } from "mailparser";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { feesOf, refundsOf } from "@/app/[locale]/(site)/trips/trip-of";
import { closeDatabase, database } from "@/db/client";
import { historyOfReservation } from "@/server/history/queries";
import { userRegistered } from "@/server/identity/events";
import { mileageOfReservation } from "@/server/mileage/queries";
import { startSmtp, type TestSmtp } from "@/server/notification/testing/smtp";
import { paymentsOfReservation, refundsOfReservation } from "@/server/payment/queries";
import {
  acceptPayment,
  cancelReservation,
  changeFlights,
  quoteChangeOf,
  quoteRefundOf,
} from "@/server/reservation";
import { getBooking, orderOfReservation } from "@/server/reservation/queries";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  named,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import { boughtDaysAgo } from "@/server/reservation/testing/flown";
import { staff } from "@/server/shared/testing/actors";
import { recorded } from "@/server/shared/testing/events";
import { capture } from "./testing/capture-payment";
import { settleOrders } from "./testing/settle-orders";

vi.mock("@/server/payment/stripe-gateway", () => ({
  stripeGateway: {
    refund: async ({ refundId }: { refundId: string }) => ({
      providerRefundId: `re_${refundId}`,
      state: "SUCCEEDED",
      failure: null,
    }),
  },
}));

let smtp: TestSmtp;
beforeAll(async () => {
  smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
  await policies();
});
afterAll(async () => {
  await smtp.stop();
  await closeDatabase();
});

const family = [
  adult(),
  adult("LEE", "JUNHO"),
  { ...adult("KIM", "HANUL"), type: "CHILD" as const, birthDate: "2019-03-03" },
  { ...adult("KIM", "BORAM"), type: "INFANT" as const, birthDate: "2026-06-01" },
];

/** A flight with fares that are no round numbers: what is rounded differently somewhere is seen. */
async function flight(extra: number, options: Parameters<typeof flightOnSale>[0] = {}): Promise<number> {
  const flightId = await flightOnSale(options);
  await database().execute(
    sql`update reservation.fares set amount = amount + ${extra} where flight_id = ${flightId}`,
  );
  return flightId;
}
const back = { departsInDays: 20, origin: "CJU", destination: "GMP" };

type Trip = { ctx: ReturnType<typeof customer>; reservationId: string };

async function familyTrip(): Promise<Trip> {
  const ctx = customer();
  const { id: userId, email } = ctx.actor;
  await recorded(userRegistered, { userId, email, name: "김민지", locale: "ko", role: "CUSTOMER" });
  const segments = [await flight(1_130), await flight(2_370, back)].map((flightId) => ({
    flightId,
    brand: "STANDARD",
  }));
  const party = { passengers: family, adults: 2, children: 1, infants: 1 };
  const { reservationId } = await hold(ctx, 0, { ...named, ...party, segments });
  const { totalAmount: amount } = await getBooking(ctx, reservationId);
  await acceptPayment(system, { reservationId, paymentId: await capture(reservationId, amount), amount });
  await boughtDaysAgo(reservationId, 7);
  await settleOrders([reservationId]);
  return { ctx, reservationId };
}

const sum = (all: readonly { amount: number }[]) => all.reduce((total, { amount }) => total + amount, 0);

/** Everything that tells of the money and the miles of a trip. */
async function read({ ctx, reservationId }: Trip) {
  const booking = await getBooking(ctx, reservationId);
  const refunds = await refundsOfReservation(ctx, reservationId);
  const ledger = await mileageOfReservation(ctx, reservationId);
  return {
    booking,
    refunds,
    payments: await paymentsOfReservation(ctx, reservationId),
    order: await orderOfReservation(staff(), reservationId),
    history: await historyOfReservation(system, reservationId),
    miles: ledger.reduce((total, { miles }) => total + miles, 0),
    /** What the trip page shows beside the price. */
    page: { fees: feesOf(booking), refunds: sum(refundsOf(booking, refunds)) },
  };
}
type Told = Awaited<ReturnType<typeof read>>;

/** The sums of a change as they were quoted: `fees` by kind of charge. */
type Quoted = {
  changeId: string;
  event: string;
  balance: number;
  /** What the price of the trip grows by, or shrinks. */
  difference: number;
  fees: Record<string, number>;
};

/** The sums in the e-mail about an event, by their labels. */
function sumsIn({ text = "" }: ParsedMail): Record<string, number> {
  const rows = [...text.matchAll(/^(.+): ([-+]?)([\d,]+)(?:원|마일)$/gm)];
  return Object.fromEntries(
    rows.map(([, label = "", sign, digits = ""]) => [label, Number(`${sign}${digits.replaceAll(",", "")}`)]),
  );
}

/** Does something to a trip. @returns what was told before and after, and the sums of the mail about it. */
async function told(t: Trip, subject: string, work: () => Promise<unknown>) {
  const before = await read(t);
  smtp.mails.length = 0;
  await work();
  await settleOrders([t.reservationId]);
  const mail = smtp.mails.filter((each) => each.subject?.includes(subject));
  expect(mail).toHaveLength(1);
  return { before, after: await read(t), mail: sumsIn(mail[0] as ParsedMail) };
}

/** Charges, payments, refunds, booking, page and history say what was quoted. */
function expectAgreement(quoted: Quoted, before: Told, after: Told): void {
  const { changeId, balance, difference, fees } = quoted;
  const [paid, given] = [Math.max(0, balance), Math.max(0, -balance)];
  const ofChange = <T extends { changeId: string | null }>(all: readonly T[]) =>
    all.filter((each) => each.changeId === changeId);
  const change = after.order.changes.find(({ id }) => id === changeId);
  const chargesOf = (kind: string) => sum((change?.charges ?? []).filter((charge) => charge.kind === kind));
  expect(change).toMatchObject({ status: "DONE", balance });
  expect(sum(change?.charges ?? [])).toBe(balance);
  for (const [kind, amount] of Object.entries(fees)) expect([kind, chargesOf(kind)]).toEqual([kind, amount]);
  expect([sum(change?.payments ?? []), sum(change?.refunds ?? [])]).toEqual([paid, given]);
  expect(sum(ofChange(after.payments))).toBe(paid);
  expect(sum(ofChange(after.refunds).filter(({ status }) => status === "COMPLETED"))).toBe(given);
  const grown = (of: (each: Told) => number) => of(after) - of(before);
  expect(grown(({ order }) => order.chargedAmount)).toBe(balance);
  expect(grown(({ booking }) => booking.paidAmount)).toBe(paid);
  expect(grown(({ booking }) => booking.refundedAmount)).toBe(given);
  expect(grown(({ page }) => page.refunds)).toBe(given);
  if (after.booking.status === "CREATED") {
    expect(sum(after.booking.priceLines)).toBe(after.booking.totalAmount);
    expect(grown(({ booking }) => booking.totalAmount)).toBe(difference);
    expect(grown(({ page }) => page.fees)).toBe(balance - difference);
  }
  const entry = after.history.findLast(({ name }) => name === `reservation/reservation.${quoted.event}`);
  const summary = entry?.summary as { balance?: number; refundAmount?: number };
  expect(summary.balance ?? -(summary.refundAmount ?? Number.NaN)).toBe(balance);
}

/** What the passengers with seats earn for what they can still fly: 280 miles, of which SAVER gives half. */
function milesEarned({ booking }: Told): number {
  return booking.coupons
    .filter(({ state }) => state === "OPEN")
    .filter((c) => booking.passengers.find((p) => p.position === c.passengerPosition)?.type !== "INFANT")
    .map((c) =>
      booking.segments.find((s) => s.position === c.segmentPosition)?.brand === "SAVER" ? 140 : 280,
    )
    .reduce((total, miles) => total + miles, 0);
}

async function change(t: Trip, position: number, flightId: number, brand: "SAVER" | "STANDARD") {
  const { ctx, reservationId } = t;
  const segmentId = (await getBooking(ctx, reservationId)).segments[position]?.id ?? "";
  const flights = [{ segmentId, flightId, brand }];
  const quote = await quoteChangeOf(ctx, { reservationId, flights, overlapConfirmed: true });
  const { quoteId: changeId, balance, newAmount, oldAmount, feeAmount, forfeitedAmount } = quote;
  const { before, after, mail } = await told(t, "여정이 변경되었습니다", async () => {
    const done = await changeFlights(ctx, { reservationId, quoteId: changeId });
    expect(done).toMatchObject({ balance });
    if (done.status === "DONE") return;
    const paymentId = await capture(reservationId, balance, changeId);
    await acceptPayment(system, { reservationId, paymentId, amount: balance, changeId });
  });
  const difference = newAmount - oldAmount;
  const fees = { CHANGE_FEE: feeAmount, FORFEITED: forfeitedAmount };
  expectAgreement({ changeId, event: "flights-changed", balance, difference, fees }, before, after);
  expect(mail).toMatchObject({
    "여정 차액": difference,
    ...(feeAmount > 0 && { "변경 수수료": feeAmount }),
    ...(forfeitedAmount > 0 && { "환불되지 않는 차액": forfeitedAmount }),
    ...(balance > 0 ? { "추가 결제 금액": balance } : { "환불 금액": -balance }),
  });
  expect(after.miles).toBe(milesEarned(after));
  expect((mail["변경 전 여정 회수"] ?? 0) + (mail["변경 후 여정 적립"] ?? 0)).toBe(
    after.miles - before.miles,
  );
  return quote;
}

async function cancel(t: Trip, parts: { passengers?: string[]; segments?: string[] } = {}) {
  const { ctx, reservationId } = t;
  const quote = await quoteRefundOf(ctx, { reservationId, ...parts });
  const { quoteId: changeId, refundAmount, paidAmount, deductions, whole } = quote;
  const { before, after, mail } = await told(
    t,
    whole ? "예약이 취소되었습니다" : "일부가 취소되었습니다",
    () => cancelReservation(ctx, { reservationId, quoteId: changeId }),
  );
  const givenUp = whole ? paidAmount : before.booking.totalAmount - after.booking.totalAmount;
  const fees = { REFUND_FEE: sum(deductions) };
  expect(refundAmount).toBe(givenUp - sum(deductions));
  const event = whole ? "cancelled" : "part-cancelled";
  const quoted = { changeId, event, balance: -refundAmount, difference: -givenUp, fees };
  expectAgreement(quoted, before, after);
  expect(mail).toMatchObject({
    "환불 금액": refundAmount,
    ...(whole
      ? { "결제하신 금액": givenUp }
      : { "취소한 여정의 금액": givenUp, "취소 수수료": givenUp - refundAmount }),
  });
  expect(after.miles).toBe(milesEarned(after));
  return { ...quote, after };
}

test("quote, refund, ledger, trip page and e-mail of changes and cancellations agree to the won and the mile", {
  timeout: 120_000,
}, async () => {
  const t = await familyTrip();
  const up = await change(t, 0, await flight(11_490, { departsInDays: 12 }), "STANDARD");
  expect(up.balance).toBeGreaterThan(up.feeAmount);
  const down = await change(t, 1, await flight(310, { ...back, departsInDays: 21 }), "SAVER");
  expect(down.balance).toBeLessThan(0);
  // SAVER is not refundable: a cheaper flight gives nothing back.
  const forfeiting = await change(t, 1, await flight(-9_990, { ...back, departsInDays: 22 }), "SAVER");
  expect(forfeiting.forfeitedAmount).toBeGreaterThan(0);
  const { passengers } = await getBooking(t.ctx, t.reservationId);
  const part = await cancel(t, { passengers: [passengers[1]?.id ?? ""] });
  expect(part.refundAmount).toBeGreaterThan(0);
  const { after, ...whole } = await cancel(t);
  expect(whole.refundAmount).toBeGreaterThan(0);
  expect(after.miles).toBe(0);
  // In all: what the provider took and gave back is what the order keeps.
  expect(sum(after.payments) - sum(after.refunds)).toBe(after.order.chargedAmount);
});
