import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import { checkLaws } from "@/server/assurance/check-laws";
import { webConsents } from "@/server/consent/testing/stated";
import { refundPayment, settleCheckout } from "@/server/payment";
import { refundReasonOf } from "@/server/payment/refund-rules";
import { type Provider, pay, startProvider, system } from "@/server/payment/testing/fixtures";
import { cancelReservation, quoteRefundOf } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import { customer, flightOnSale, hold, named, policies } from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
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

const since = new Date(Date.now() - 3_600_000);
const recovered = async () =>
  (await recoverLostRefunds(system, since)).map(({ paymentId, outcome }) => [paymentId, outcome]);

/** A booking whose customer pays. */
async function booked() {
  const ctx = customer();
  const { reservationId } = await hold(ctx, await flightOnSale(), named);
  await beginPayment(ctx, reservationId, await webConsents());
  const [payment] = await database().select().from(payments).where(eq(payments.reservationId, reservationId));
  const sessionId = payment?.checkoutSessionId as string;
  await pay(provider, sessionId);
  await decidePayment(system, await settleCheckout(system, sessionId));
  return { ctx, reservationId, paymentId: payment?.id as string };
}
type Booked = Awaited<ReturnType<typeof booked>>;

const refundRows = ({ paymentId }: Booked) =>
  database().select().from(refunds).where(eq(refunds.paymentId, paymentId));
const statusOf = async ({ ctx, reservationId }: Booked) => (await getBooking(ctx, reservationId)).status;
const expectMoneyLaw = async () => {
  const law = (await checkLaws(await provider.totals())).find((report) => report.law === "L2");
  expect(law?.violations).toEqual([]);
};

/** The customer cancelled, and the money went back; of that the database knows nothing any more. */
async function refundedBeforeTheLoss(booking: Booked, amount?: number): Promise<void> {
  const { refundAmount } = await quoteRefundOf(booking.ctx, { reservationId: booking.reservationId });
  const order = {
    paymentId: booking.paymentId,
    amount: amount ?? refundAmount,
    reason: "CANCELLED" as const,
  };
  await refundPayment(system, order);
  await database().delete(refunds).where(eq(refunds.paymentId, booking.paymentId));
}

test("a booking that was cancelled and refunded is cancelled again, and not refunded twice", async () => {
  const booking = await booked();
  await refundedBeforeTheLoss(booking);
  expect(await recovered()).toEqual([[booking.paymentId, "CANCELLED"]]);
  expect(await statusOf(booking)).toBe("CANCELLED");
  const [refund] = await refundRows(booking);
  expect(refund).toMatchObject({ status: "COMPLETED", reason: "CANCELLED" });
  // The reaction to reservation.cancelled.
  await refundPayment(system, {
    ...{ paymentId: booking.paymentId, amount: refund?.amount as number, reason: "CANCELLED" as const },
  });
  expect(await refundRows(booking)).toHaveLength(1);
  expect(await recovered()).toEqual([]);
  await expectMoneyLaw();
});

test("a refund that is ordered again after the loss is the same one at the provider", async () => {
  const booking = await booked();
  const { quoteId } = await quoteRefundOf(booking.ctx, { reservationId: booking.reservationId });
  const { refundAmount: amount } = await cancelReservation(booking.ctx, {
    reservationId: booking.reservationId,
    quoteId,
  });
  const order = { paymentId: booking.paymentId, amount, reason: "CANCELLED" as const };
  await refundPayment(system, order);
  const [first] = await refundRows(booking);
  await database().delete(refunds).where(eq(refunds.paymentId, booking.paymentId));
  await refundPayment(system, order);
  const [second] = await refundRows(booking);
  expect(second).toMatchObject({
    id: first?.id,
    status: "COMPLETED",
    providerRefundId: first?.providerRefundId,
  });
  expect(refundReasonOf(booking.paymentId, first?.id as string)).toBe("CANCELLED");
  await expectMoneyLaw();
});

test("a refund of another sum than a cancellation would have is left to the staff", async () => {
  const booking = await booked();
  await refundedBeforeTheLoss(booking, 1_000);
  expect(await recovered()).toEqual([[booking.paymentId, "OPEN"]]);
  expect(await statusOf(booking)).toBe("CREATED");
  expect(await recovered()).toEqual([]);
});

test("a refund whose reservation is not known is recorded, and does not stop the others", async () => {
  const [unknown, booking] = [await booked(), await booked()];
  for (const each of [unknown, booking]) await refundedBeforeTheLoss(each);
  await database()
    .update(payments)
    .set({ reservationId: uuidv7() })
    .where(eq(payments.id, unknown.paymentId));
  expect((await recovered()).sort()).toEqual(
    [
      [unknown.paymentId, "OPEN"],
      [booking.paymentId, "CANCELLED"],
    ].sort(),
  );
});
