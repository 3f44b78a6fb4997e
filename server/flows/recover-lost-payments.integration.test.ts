import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import { checkLaws } from "@/server/assurance/check-laws";
import { webConsents } from "@/server/consent/testing/stated";
import { refundPayment, settleCheckout } from "@/server/payment";
import { stripeGateway } from "@/server/payment/stripe-gateway";
import { type Provider, pay, startProvider, system } from "@/server/payment/testing/fixtures";
import { refuseLostPayment } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import { customer, flightOnSale, hold, named, policies } from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
import { beginPayment } from "./begin-payment";
import { decidePayment } from "./decide-payment";
import { recoverLostPayments } from "./recover-lost-payments";

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
  await policies();
});
afterAll(async () => {
  await provider.close();
  await closeDatabase();
});

const AMOUNT = 71_700;
const anHourAgo = () => new Date(Date.now() - 3_600_000);
const recoverAll = async () =>
  (await recoverLostPayments(system, anHourAgo())).map(({ order, outcome }) => [order.paymentId, outcome]);

/** A checkout that is paid at the provider, and that the database never had. */
async function lostCheckout(siteUrl = process.env.APP_URL) {
  const ids = { paymentId: uuidv7(), reservationId: uuidv7(), customerId: uuidv7() };
  const { sessionId } = await stripeGateway.createCheckout({
    ...ids,
    ...{ locator: "BCDFGH", attempt: 1, locale: "ko", amount: AMOUNT, customerEmail: "a@example.com" },
    ...{ description: "MSA Air", successUrl: `${siteUrl}/ok`, cancelUrl: "https://example.com/no" },
    expiresAt: new Date(Date.now() + 40 * 60_000),
  });
  await pay(provider, sessionId);
  return { ...ids, sessionId };
}

const rowsOf = async (paymentId: string) => ({
  payment: (await database().select().from(payments).where(eq(payments.id, paymentId)))[0],
  refunds: await database().select().from(refunds).where(eq(refunds.paymentId, paymentId)),
});

const expectMoneyLaw = async () => {
  const law = (await checkLaws(await provider.totals())).find((report) => report.law === "L2");
  expect({ ok: law?.ok, pending: law?.pending, violations: law?.violations }).toEqual({
    ...{ ok: true, pending: 0, violations: [] },
  });
};

test("a payment whose reservation is lost too is recorded and refunded in full, once", async () => {
  const { paymentId } = await lostCheckout();
  expect(await recoverAll()).toEqual([[paymentId, "LOST"]]);
  const { payment, refunds: made } = await rowsOf(paymentId);
  expect(payment).toMatchObject({ status: "CAPTURED", amount: AMOUNT, locator: "BCDFGH", locale: "ko" });
  expect(made.map(({ amount, status }) => [amount, status])).toEqual([[AMOUNT, "COMPLETED"]]);
  expect(await recoverAll()).toEqual([]);
  await expectMoneyLaw();
});

test("only the rest is refunded when the provider has refunded a part already", async () => {
  const { paymentId, sessionId } = await lostCheckout();
  const { paymentIntentId } = await stripeGateway.retrieveCheckout(sessionId);
  const part = {
    refundId: uuidv7(),
    refusals: 0,
    paymentIntentId: paymentIntentId as string,
    amount: 20_000,
  };
  await stripeGateway.refund(part);
  expect(await recoverAll()).toEqual([[paymentId, "LOST"]]);
  const sums = (await rowsOf(paymentId)).refunds.map(({ amount, status }) => [amount, status]);
  expect(sums.sort()).toEqual([
    [20_000, "COMPLETED"],
    [AMOUNT - 20_000, "COMPLETED"],
  ]);
  await expectMoneyLaw();
});

test("a payment whose reservation is still held makes the booking", async () => {
  const ctx = customer();
  const { reservationId } = await hold(ctx, await flightOnSale(), named);
  await beginPayment(ctx, reservationId, await webConsents());
  const ofReservation = eq(payments.reservationId, reservationId);
  const [before] = await database().select().from(payments).where(ofReservation);
  await pay(provider, before?.checkoutSessionId as string);
  await database().delete(payments).where(ofReservation);
  expect(await recoverAll()).toEqual([[before?.id, "BOOKED"]]);
  expect((await getBooking(ctx, reservationId)).status).toBe("CREATED");
  await expectMoneyLaw();
});

test("a payment is recovered although the customer has paid again since the loss; one of the two is refunded", async () => {
  const ctx = customer();
  const { reservationId } = await hold(ctx, await flightOnSale(), named);
  const ofReservation = eq(payments.reservationId, reservationId);
  const paid = async () => {
    await beginPayment(ctx, reservationId, await webConsents());
    const [row] = await database().select().from(payments).where(ofReservation);
    await pay(provider, row?.checkoutSessionId as string);
    return row;
  };
  const lost = await paid();
  await database().delete(payments).where(ofReservation);
  const again = await paid();
  await decidePayment(system, await settleCheckout(system, again?.checkoutSessionId as string));
  expect(await recoverAll()).toEqual([[lost?.id, "REFUSED"]]);
  expect((await rowsOf(lost?.id as string)).payment).toMatchObject({ status: "CAPTURED", attempt: 2 });
  expect((await getBooking(ctx, reservationId)).status).toBe("CREATED");
  // The reaction to payment.refused.
  await refundPayment(system, {
    ...{ paymentId: lost?.id as string, amount: lost?.amount as number, reason: "REFUSED" as const },
  });
  await expectMoneyLaw();
});

test("a run that was interrupted after the refusal is completed by the next one", async () => {
  const { paymentId, reservationId } = await lostCheckout();
  await refuseLostPayment(system, { paymentId, reservationId, amount: AMOUNT });
  expect(await recoverAll()).toEqual([[paymentId, "LOST"]]);
  expect((await rowsOf(paymentId)).refunds).toHaveLength(1);
  await expectMoneyLaw();
});

test("a refund that the provider refuses now is left to the sweep", async () => {
  const { paymentId } = await lostCheckout();
  await provider.control("/_control", { refunds: "fail" });
  expect(await recoverAll()).toEqual([[paymentId, "LOST"]]);
  await provider.control("/_control", { refunds: "ok" });
  const [refund] = (await rowsOf(paymentId)).refunds;
  expect(refund).toMatchObject({ amount: AMOUNT, status: "PENDING" });
  expect(refund?.nextCheckAt).not.toBeNull();
});

test("a payment of another site on the same account is left alone", async () => {
  await lostCheckout("https://preview.example.com");
  expect(await recoverAll()).toEqual([]);
});
