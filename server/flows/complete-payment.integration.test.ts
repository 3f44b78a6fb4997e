import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import { reservations } from "@/db/schema/reservation";
import { webConsents } from "@/server/consent/testing/stated";
import { type NewCheckout, ProviderFault } from "@/server/payment/payment-gateway";
import { stripeGateway as provider, providerSays } from "@/server/payment/testing/scripted-gateway";
import { releaseHold } from "@/server/reservation";
import {
  customer,
  eventNames,
  flightOnSale,
  hold,
  named,
  policies,
} from "@/server/reservation/testing/fixtures";
import { AppError } from "@/server/shared/errors";
import { codeOf } from "@/server/shared/testing/outcome";
import { beginPayment } from "./begin-payment";
import { closeOutdatedPage } from "./close-payment-page";
import { completePayment } from "./complete-payment";
import { findTripAndCharge, tripsAndCharges } from "./trips-and-charges-view";

vi.mock("@/server/payment/stripe-gateway", () => import("@/server/payment/testing/scripted-gateway"));

beforeAll(policies);
afterAll(closeDatabase);
beforeEach(() => {
  vi.resetAllMocks();
});

async function checkout() {
  const ctx = customer();
  const { reservationId } = await hold(ctx, await flightOnSale(), named);
  await beginPayment(ctx, reservationId, await webConsents());
  const [payment] = await database().select().from(payments).where(eq(payments.reservationId, reservationId));
  if (!payment) throw new Error("no payment was opened");
  return { ctx, reservationId, payment, sessionId: `cs_${payment.id}` };
}
type Checkout = Awaited<ReturnType<typeof checkout>>;

const result = async (c: Checkout, session = c.sessionId) =>
  (await completePayment(c.ctx, c.reservationId, session)).state;

describe("a total that changed after the payment page was opened", () => {
  const raise = async (c: Checkout) => {
    await database()
      .update(reservations)
      .set({ totalAmount: c.payment.amount + 10_000 })
      .where(eq(reservations.id, c.reservationId));
  };
  const amounts = async ({ reservationId }: Checkout) =>
    (await database().select().from(payments).where(eq(payments.reservationId, reservationId)))
      .sort((a, b) => a.attempt - b.attempt)
      .map(({ amount, status }) => [amount, status]);

  test("closes the old page and asks for the new amount on another one", async () => {
    const c = await checkout();
    await raise(c);
    providerSays("CLOSED");
    const { url } = await beginPayment(c.ctx, c.reservationId, await webConsents());
    expect(provider.closeCheckout).toHaveBeenCalledExactlyOnceWith(c.sessionId);
    expect(url).not.toBe(c.payment.checkoutUrl);
    expect(await amounts(c)).toEqual([
      [c.payment.amount, "CLOSED"],
      [c.payment.amount + 10_000, "PENDING"],
    ]);
  });

  test("opens no second page while the old amount is being charged", async () => {
    const c = await checkout();
    await raise(c);
    providerSays("PROCESSING");
    expect(await codeOf(beginPayment(c.ctx, c.reservationId, await webConsents()))).toBe(
      "PAYMENT_IN_PROGRESS",
    );
    expect(await amounts(c)).toHaveLength(1);
  });

  test("leaves a page with the right amount open", async () => {
    const c = await checkout();
    await closeOutdatedPage(c.reservationId, c.payment.amount);
    await beginPayment(c.ctx, c.reservationId, await webConsents());
    expect(provider.closeCheckout).not.toHaveBeenCalled();
    expect(await amounts(c)).toEqual([[c.payment.amount, "PENDING"]]);
  });

  test("closes a page with the old amount that is just being opened: its customer is not sent there", async () => {
    const ctx = customer();
    const { reservationId } = await hold(ctx, await flightOnSale(), named);
    provider.createCheckout.mockImplementationOnce(async ({ paymentId }: NewCheckout) => {
      await closeOutdatedPage(reservationId, 1);
      return { sessionId: `cs_${paymentId}`, url: `https://pay.example/${paymentId}` };
    });
    expect(await codeOf(beginPayment(ctx, reservationId, await webConsents()))).toBe("CONFLICT");
    const [row] = await database().select().from(payments).where(eq(payments.reservationId, reservationId));
    expect(row).toMatchObject({ status: "CLOSED", checkoutSessionId: null, checkoutUrl: null });
    expect(provider.closeCheckout).toHaveBeenCalledExactlyOnceWith(`cs_${row?.id}`);
  });

  test("replaces a page with the old amount that never opened", async () => {
    const c = await checkout();
    await database()
      .update(payments)
      .set({ checkoutUrl: null, checkoutSessionId: null })
      .where(eq(payments.id, c.payment.id));
    await raise(c);
    await beginPayment(c.ctx, c.reservationId, await webConsents());
    expect(await amounts(c)).toEqual([
      [c.payment.amount, "CLOSED"],
      [c.payment.amount + 10_000, "PENDING"],
    ]);
  });
});

describe("the return page", () => {
  test("confirms a captured payment at once, without any event engine, and does not ask again", async () => {
    const c = await checkout();
    providerSays("CAPTURED");
    expect(await result(c)).toBe("CONFIRMED");
    expect(await result(c)).toBe("CONFIRMED");
    expect(provider.retrieveCheckout).toHaveBeenCalledOnce();
    expect(await eventNames(c.reservationId)).toEqual([
      "reservation.held",
      "payment/payment.captured",
      "reservation.created",
    ]);
  });

  test("confirms nothing that is not captured", async () => {
    const c = await checkout();
    providerSays("OPEN");
    expect(await result(c)).toBe("OPEN");
    providerSays("PROCESSING");
    expect(await result(c)).toBe("PROCESSING");
    expect(await eventNames(c.reservationId)).toEqual(["reservation.held"]);
  });

  test("waits while the provider does not answer", async () => {
    const c = await checkout();
    provider.retrieveCheckout.mockRejectedValue(new AppError("PAYMENT_UNAVAILABLE"));
    expect(await result(c)).toBe("PROCESSING");
    providerSays("CAPTURED");
    expect(await result(c)).toBe("CONFIRMED");
  });

  test("is only for the booking's customer, and asks only about that booking's checkout, whatever the address says", async () => {
    const [mine, other] = [await checkout(), await checkout()];
    expect(await codeOf(completePayment(other.ctx, mine.reservationId, mine.sessionId))).toBe("NOT_FOUND");
    expect(provider.retrieveCheckout).not.toHaveBeenCalled();
    providerSays("OPEN");
    await result(mine, other.sessionId);
    expect(provider.retrieveCheckout.mock.calls).toEqual([[mine.sessionId]]);
  });

  test("says that money which the reservation refused is refunded", async () => {
    const c = await checkout();
    await releaseHold(c.ctx, c);
    await database().update(payments).set({ amount: 1 }).where(eq(payments.id, c.payment.id));
    providerSays({ state: "CAPTURED", amount: 1 });
    expect(await result(c)).toBe("REFUNDED");
    expect(await result(c)).toBe("REFUNDED");
    expect(provider.retrieveCheckout).toHaveBeenCalledOnce();
  });
});

test("two tabs that each open a page get the same page; the other page is closed", async () => {
  const ctx = customer();
  const { reservationId } = await hold(ctx, await flightOnSale(), named);
  const urls: string[] = [];
  provider.createCheckout.mockImplementationOnce(async () => {
    urls.push((await beginPayment(ctx, reservationId, await webConsents())).url);
    return { sessionId: `cs_other_${reservationId}`, url: "https://pay.example/other" };
  });
  urls.push((await beginPayment(ctx, reservationId, await webConsents())).url);
  expect(new Set(urls).size).toBe(1);
  expect(urls[0]).not.toBe("https://pay.example/other");
  expect(provider.closeCheckout).toHaveBeenCalledExactlyOnceWith(`cs_other_${reservationId}`);
});

test("an answer of the provider that cannot be used leaves the outcome open in lists and on pages; a fault of ours does not", async () => {
  const c = await checkout();
  provider.retrieveCheckout.mockRejectedValue(new ProviderFault("no such session"));
  const trips = await tripsAndCharges(c.ctx);
  expect(trips.map((trip) => [trip.id, trip.charging])).toEqual([[c.reservationId, true]]);
  const { locator } = c.payment;
  expect(await findTripAndCharge(c.ctx, { locator, surname: "KIM" })).toMatchObject({ charging: true });
  expect(await result(c)).toBe("PROCESSING");
  provider.retrieveCheckout.mockRejectedValue(new TypeError("ours"));
  await expect(tripsAndCharges(c.ctx)).rejects.toThrow("ours");
});

test("a payment page is opened only by the reservation's customer, and once", async () => {
  const c = await checkout();
  expect(await codeOf(beginPayment(customer(), c.reservationId, await webConsents()))).toBe("NOT_FOUND");
  expect(await beginPayment(c.ctx, c.reservationId, await webConsents())).toEqual({
    url: `https://pay.example/${c.payment.id}`,
  });
  expect(provider.createCheckout).toHaveBeenCalledOnce();
});
