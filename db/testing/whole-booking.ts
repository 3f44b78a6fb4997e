import pg from "pg";
import { expect } from "vitest";
import {
  type GatewayProcess,
  SECRET_KEY,
  startGateway,
  temporaryFolder,
  WEBHOOK_SECRET,
} from "@/local/payment-gateway/testing/gateway-process";
import { checkLaws } from "@/server/assurance/check-laws";
import { refundPayment, settleCheckout, startCheckout } from "@/server/payment";
import { acceptPayment, cancelReservation, payableReservation, quoteRefundOf } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  customer,
  flightOnSale,
  hold,
  named,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { AppError } from "@/server/shared/errors";

/** Makes an empty database on the server of `adminUrl` and returns its address. */
export async function emptyDatabase(adminUrl: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  return Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
}

/** Starts a payment gateway for this process alone and points the environment at it. */
export async function gatewayOfItsOwn(): Promise<GatewayProcess & { remove: () => Promise<void> }> {
  const { folder, remove } = await temporaryFolder();
  const gateway = await startGateway(folder, { MSA_GATEWAY_WEBHOOK_URL: "http://127.0.0.1:9/" });
  Object.assign(process.env, {
    STRIPE_API_URL: gateway.url,
    STRIPE_SECRET_KEY: SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
  return Object.assign(gateway, { remove });
}

/** One booking from hold to refund through `database()`, with units, sums and laws looked at on the way. */
export async function bookAndCancel(gateway: GatewayProcess): Promise<void> {
  const ctx = customer();
  const flightId = await flightOnSale({ units: 2 });
  const { reservationId } = await hold(ctx, flightId, named);
  const { flights, ...order } = await payableReservation(ctx, { reservationId });
  const { url } = await startCheckout(ctx, {
    ...order,
    description: `MSA Air ${order.locator}`,
    resultPath: "/result?",
    backPath: "/review",
  });
  const session = /cs_[A-Za-z0-9_]+/.exec(url)?.[0] ?? "";
  await gateway.control("/_control/complete", { session });
  const payment = await settleCheckout(system, session);
  expect(payment).toMatchObject({ status: "CAPTURED", reservationId });
  if (!payment) throw new Error("the provider knows no payment");
  const { paymentId, amount } = payment;
  expect(await acceptPayment(system, { reservationId, paymentId, amount })).toEqual({ decision: "ACCEPTED" });
  expect((await getBooking(ctx, reservationId)).status).toBe("CREATED");
  expect(await unitCounts(flightId)).toEqual({ sold: 1, held: 0, free: 1 });

  const { quoteId, refundAmount } = await quoteRefundOf(ctx, { reservationId });
  await cancelReservation(ctx, { reservationId, quoteId });
  await refundPayment(system, { paymentId, amount: refundAmount, reason: "CANCELLED" });
  expect((await getBooking(ctx, reservationId)).status).toBe("CANCELLED");
  expect(await unitCounts(flightId)).toEqual({ sold: 0, held: 0, free: 2 });
  const totals = await gateway.totals();
  expect(totals).toMatchObject({ captured: amount, refunded: refundAmount });
  for (const { law, ok, violations } of await checkLaws(totals))
    expect({ law, ok, violations }).toMatchObject({ ok: true });
}

/** Two customers claim the last unit at one moment, five times: one gets it, the other is told. */
export async function claimLastUnit(): Promise<void> {
  for (let round = 0; round < 5; round++) {
    const flightId = await flightOnSale({ units: 1 });
    const answers = await Promise.allSettled([
      hold(customer(), flightId, named),
      hold(customer(), flightId, named),
    ]);
    expect(answers.map((a) => a.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers.find((a) => a.status === "rejected")?.reason).toEqual(new AppError("SOLD_OUT"));
    expect(await unitCounts(flightId)).toEqual({ sold: 0, held: 1, free: 0 });
  }
}
