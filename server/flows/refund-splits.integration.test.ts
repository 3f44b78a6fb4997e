import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import { checkLaws } from "@/server/assurance/check-laws";
import { webConsents } from "@/server/consent/testing/stated";
import { refundPayment, settleCheckout } from "@/server/payment";
import { refundsOfReservation } from "@/server/payment/queries";
import { type Provider, pay, startProvider, system } from "@/server/payment/testing/fixtures";
import { cancelReservation, quoteRefundOf, splitReservation } from "@/server/reservation";
import type { reservationCancelled } from "@/server/reservation/events";
import { getBooking } from "@/server/reservation/queries";
import { adult, customer, flightOnSale, hold, named, policies } from "@/server/reservation/testing/fixtures";
import type { DataOf } from "@/server/shared/events";
import { beginPayment } from "./begin-payment";
import { decidePayment } from "./decide-payment";
import { recoverLostRefunds } from "./recover-lost-refunds";

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
  await policies();
});
afterAll(async () => {
  await provider.close();
  await closeDatabase();
});

/** A couple whose trip is paid at the provider, and of whom one gets a booking of their own. */
async function splitCouple() {
  const ctx = customer();
  const couple = { ...named, adults: 2, passengers: [adult(), adult("LEE", "JUNHO")] };
  const { reservationId } = await hold(ctx, await flightOnSale(), couple);
  await beginPayment(ctx, reservationId, await webConsents());
  const [payment] = await database().select().from(payments).where(eq(payments.reservationId, reservationId));
  const sessionId = payment?.checkoutSessionId as string;
  await pay(provider, sessionId);
  await decidePayment(system, await settleCheckout(system, sessionId));
  const { version, passengers } = await getBooking(ctx, reservationId);
  const chosen = { reservationId, version, passengers: [passengers[1]?.id ?? ""] };
  const own = await splitReservation(ctx, chosen);
  return { ctx, reservationId, paymentId: payment?.id as string, own };
}
type Split = Awaited<ReturnType<typeof splitCouple>>;

async function cancel({ ctx }: Split, reservationId: string): Promise<number> {
  const { quoteId } = await quoteRefundOf(ctx, { reservationId });
  return (await cancelReservation(ctx, { reservationId, quoteId })).refundAmount;
}

/** The reaction to reservation.cancelled. */
async function react(reservationId: string): Promise<void> {
  const { rows } = await database().execute<{ data: DataOf<typeof reservationCancelled> }>(sql`
    select data from shared.outbox where correlation_id = ${reservationId}
      and name = 'reservation/reservation.cancelled'`);
  for (const { data } of rows)
    for (const refund of data.refunds ?? [])
      await refundPayment(system, {
        ...refund,
        reason: "CANCELLED",
        changeId: data.changeId ?? null,
        of: data,
      });
}

const expectMoneyLaw = async () => {
  const law = (await checkLaws(await provider.totals())).find((report) => report.law === "L2");
  expect({ violations: law?.violations, pending: law?.pending }).toEqual({ violations: [], pending: 0 });
};

describe("refunds of both sides of a split", () => {
  test("are two refunds of one payment, each told by its own booking, and add up to the won", async () => {
    const t = await splitCouple();
    const sums = [await cancel(t, t.own.reservationId), await cancel(t, t.reservationId)];
    await Promise.all([react(t.reservationId), react(t.own.reservationId)]);
    await Promise.all([react(t.own.reservationId), react(t.reservationId)]);
    const of = async (id: string) =>
      (await refundsOfReservation(t.ctx, id)).map(({ amount, status }) => [amount, status]);
    expect(await of(t.own.reservationId)).toEqual([[sums[0], "COMPLETED"]]);
    expect(await of(t.reservationId)).toEqual([[sums[1], "COMPLETED"]]);
    const { rows } = await database().execute<{ id: string; locator: string }>(sql`
      select correlation_id as id, data->>'locator' as locator from shared.outbox
      where name = 'payment/refund.completed' and correlation_id in (${t.reservationId}, ${t.own.reservationId})`);
    expect(rows.find(({ id }) => id === t.own.reservationId)?.locator).toBe(t.own.locator);
    expect(rows).toHaveLength(2);
    await expectMoneyLaw();
  });

  test("that were lost with the database cancel the booking that they were for, and are not made twice", async () => {
    const t = await splitCouple();
    const { refundAmount } = await quoteRefundOf(t.ctx, { reservationId: t.own.reservationId });
    // Refunded, and then forgotten.
    const order = { paymentId: t.paymentId, amount: refundAmount, reason: "CANCELLED" as const };
    await refundPayment(system, { ...order, of: t.own });
    await database()
      .delete(refunds)
      .where(inArray(refunds.paymentId, [t.paymentId]));
    const found = await recoverLostRefunds(system, new Date(Date.now() - 3_600_000));
    expect(
      found
        .filter(({ paymentId }) => paymentId === t.paymentId)
        .map((each) => [each.reservationId, each.outcome]),
    ).toEqual([[t.own.reservationId, "CANCELLED"]]);
    expect((await getBooking(t.ctx, t.reservationId)).status).toBe("CREATED");
    await react(t.own.reservationId);
    const rows = await database().select().from(refunds).where(eq(refunds.paymentId, t.paymentId));
    expect(rows.map(({ amount, locator }) => [amount, locator])).toEqual([[refundAmount, t.own.locator]]);
    await expectMoneyLaw();
  });

  test("a lost refund of a part cancels nobody: it may be of either booking", async () => {
    const t = await splitCouple();
    const { refundAmount } = await quoteRefundOf(t.ctx, { reservationId: t.reservationId });
    const changeId = t.reservationId;
    await refundPayment(system, {
      ...{ paymentId: t.paymentId, amount: refundAmount, reason: "CHANGED" as const, changeId, of: t.own },
    });
    await database().delete(refunds).where(eq(refunds.paymentId, t.paymentId));
    const found = await recoverLostRefunds(system, new Date(Date.now() - 3_600_000));
    expect(found.filter((each) => each.paymentId === t.paymentId).map((each) => each.outcome)).toEqual([
      "OPEN",
    ]);
    expect((await getBooking(t.ctx, t.reservationId)).status).toBe("CREATED");
  });
});
