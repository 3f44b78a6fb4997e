import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { type Provider, startProvider } from "@/server/payment/testing/fixtures";
import { changeFlights, quoteChangeOf } from "@/server/reservation";
import { changeStatus, getBooking } from "@/server/reservation/queries";
import { flightOnSale, policies, unitCounts } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import { staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";
import { beginChangePayment } from "./begin-change-payment";
import { completeChangePayment } from "./complete-change-payment";
import { giveUpChange } from "./give-up-change";

let gateway: Provider;

beforeAll(async () => {
  gateway = await startProvider();
  await policies();
});
afterAll(async () => {
  await gateway.close();
  await closeDatabase();
});

/** A change that staff accepted and whose customer is on the payment page. */
async function atCheckout() {
  const t = await paidTrip();
  const [agent, flightId] = [staff("AGENT"), await flightOnSale({ departsInDays: 12 })];
  const { reservationId, ctx } = t;
  const { segments } = await getBooking(ctx, reservationId);
  const { quoteId } = await quoteChangeOf(agent, {
    ...{ reservationId, overlapConfirmed: true },
    flights: [{ segmentId: segments[0]?.id ?? "", flightId, brand: "STANDARD" }],
  });
  const done = await changeFlights(agent, { reservationId, quoteId });
  if (done.status !== "AWAITING_PAYMENT") throw new Error(done.status);
  const change = { reservationId, changeId: done.changeId };
  const session = /cs_[A-Za-z0-9_]+/.exec((await beginChangePayment(ctx, change)).url)?.[0];
  return {
    ...{ ctx, agent, change, flightId },
    pay: () => gateway.control("/_control/complete", { session, card: "success" }),
    status: () => changeStatus(ctx, change),
  };
}

test("staff give up a change of their customer: its payment page is closed, and the seats are free", async () => {
  const b = await atCheckout();
  await giveUpChange(b.agent, b.change);
  expect(await b.status()).toBe("WITHDRAWN");
  expect(await unitCounts(b.flightId)).toMatchObject({ held: 0, sold: 0 });
  await expect(b.pay()).rejects.toThrow();
});

test("staff who only read close no payment page: the customer can still pay there", async () => {
  const b = await atCheckout();
  expect(await codeOf(giveUpChange(staff("AUDITOR"), b.change))).toBe("FORBIDDEN");
  await b.pay();
  expect((await completeChangePayment(b.ctx, b.change)).state).toBe("CONFIRMED");
});

test("a change that has just been paid is not given up", async () => {
  const b = await atCheckout();
  await b.pay();
  expect(await codeOf(giveUpChange(b.agent, b.change))).toBe("PAYMENT_IN_PROGRESS");
  expect(await b.status()).toBe("DONE");
});
