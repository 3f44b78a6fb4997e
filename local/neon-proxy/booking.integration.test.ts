import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { migrate } from "@/db/migrate";
import {
  type GatewayProcess,
  SECRET_KEY,
  startGateway,
  temporaryFolder,
  WEBHOOK_SECRET,
} from "@/local/payment-gateway/testing/gateway-process";
import { checkLaws } from "@/server/assurance/queries";
import { refundPayment, settleCheckout, startCheckout } from "@/server/payment";
import { acceptPayment, cancelReservation, payableReservation, quoteRefundOf } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  customer,
  flightOnSale,
  hold,
  named,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { AppError } from "@/server/shared/errors";
import { type NeonProxy, startNeonProxy } from "./proxy";

/** The airline as in production: every statement, migrations included, goes through Neon's driver. */
let proxy: NeonProxy;
let gateway: GatewayProcess;
let cleanUp: () => Promise<void>;

beforeAll(async () => {
  const { adminUrl, databasePrefix } = inject("testServer");
  const name = `${databasePrefix}neon`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  const { folder, remove } = await temporaryFolder();
  cleanUp = remove;
  [proxy, gateway] = await Promise.all([
    startNeonProxy(url),
    startGateway(folder, { MSA_GATEWAY_WEBHOOK_URL: "http://127.0.0.1:9/" }),
  ]);
  Object.assign(process.env, {
    DATABASE_URL: url,
    NEON_WS_PROXY: proxy.address,
    STRIPE_API_URL: gateway.url,
    STRIPE_SECRET_KEY: SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
  await migrate(url);
  await policies();
});

afterAll(async () => {
  await closeDatabase();
  await proxy.stop();
  await gateway.stop();
  await cleanUp();
});

test("hold, pay, cancel, refund", async () => {
  const ctx = customer();
  const flightId = await flightOnSale({ units: 2 });
  const { reservationId } = await hold(ctx, flightId, named);
  const { flights, ...order } = await payableReservation(ctx, { reservationId });
  const { url } = await startCheckout(ctx, { ...order, description: `MSA Air ${order.locator}` });
  const session = /cs_[A-Za-z0-9_]+/.exec(url)?.[0] ?? "";
  await gateway.control("/_control/complete", { session });
  const payment = await settleCheckout(system, session);
  expect(payment).toMatchObject({ status: "CAPTURED", reservationId });
  const { paymentId, amount } = payment!;
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
});

test("two claims for the last unit at the same moment: one gets it, the other is told", async () => {
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
});

test("none of it went past the proxy", async () => {
  await closeDatabase();
  await proxy.stop();
  await expect(database().execute(sql`select 1`)).rejects.toThrow();
});
