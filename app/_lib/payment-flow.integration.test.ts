import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import type { CheckoutState, NewCheckout } from "@/server/payment/gateway";
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
import { beginPayment, completePayment } from "./payment-flow";

/** A provider whose answers the tests choose. */
const { provider } = vi.hoisted(() => ({
  provider: { createCheckout: vi.fn(), retrieveCheckout: vi.fn() },
}));
vi.mock("@/server/payment/stripe-gateway", () => ({ stripeGateway: provider }));

beforeAll(policies);
afterAll(closeDatabase);
beforeEach(() => {
  vi.clearAllMocks();
  provider.createCheckout.mockImplementation(async ({ paymentId }: NewCheckout) => ({
    sessionId: `cs_${paymentId}`,
    url: `https://pay.example/${paymentId}`,
  }));
});

async function checkout() {
  const ctx = customer();
  const { reservationId } = await hold(ctx, await flightOnSale(), named);
  await beginPayment(ctx, reservationId);
  const [payment] = await database().select().from(payments).where(eq(payments.reservationId, reservationId));
  if (!payment) throw new Error("no payment was opened");
  return { ctx, reservationId, payment, sessionId: `cs_${payment.id}` };
}
type Checkout = Awaited<ReturnType<typeof checkout>>;

const providerSays = ({ payment, sessionId }: Checkout, state: CheckoutState["state"]) =>
  provider.retrieveCheckout.mockResolvedValue({
    sessionId,
    paymentId: payment.id,
    state,
    paymentIntentId: `pi_${payment.id}`,
    amount: payment.amount,
    failure: null,
  } satisfies CheckoutState);
const result = async (c: Checkout, session = c.sessionId) =>
  (await completePayment(c.ctx, c.reservationId, session)).state;

describe("the return page", () => {
  test("confirms a captured payment at once, without any event engine, and asks no more after that", async () => {
    const c = await checkout();
    providerSays(c, "CAPTURED");
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
    providerSays(c, "OPEN");
    expect(await result(c)).toBe("OPEN");
    providerSays(c, "PROCESSING");
    expect(await result(c)).toBe("PROCESSING");
    expect(await eventNames(c.reservationId)).toEqual(["reservation.held"]);
  });

  test("waits while the provider does not answer", async () => {
    const c = await checkout();
    provider.retrieveCheckout.mockRejectedValue(new AppError("PAYMENT_UNAVAILABLE"));
    expect(await result(c)).toBe("PROCESSING");
    providerSays(c, "CAPTURED");
    expect(await result(c)).toBe("CONFIRMED");
  });

  test("is its customer's own, and asks about that booking's checkout alone, whatever the address says", async () => {
    const [mine, other] = [await checkout(), await checkout()];
    expect(await codeOf(completePayment(other.ctx, mine.reservationId, mine.sessionId))).toBe("NOT_FOUND");
    expect(provider.retrieveCheckout).not.toHaveBeenCalled();
    providerSays(mine, "OPEN");
    await result(mine, other.sessionId);
    expect(provider.retrieveCheckout.mock.calls).toEqual([[mine.sessionId]]);
  });

  test("says that money which the reservation refused goes back", async () => {
    const c = await checkout();
    await releaseHold(c.ctx, c);
    await database().update(payments).set({ amount: 1 }).where(eq(payments.id, c.payment.id));
    providerSays({ ...c, payment: { ...c.payment, amount: 1 } }, "CAPTURED");
    expect(await result(c)).toBe("REFUNDED");
    expect(await result(c)).toBe("REFUNDED");
    expect(provider.retrieveCheckout).toHaveBeenCalledOnce();
  });
});

test("a page to pay on is opened by the reservation's customer only, and once", async () => {
  const c = await checkout();
  expect(await codeOf(beginPayment(customer(), c.reservationId))).toBe("NOT_FOUND");
  expect(await beginPayment(c.ctx, c.reservationId)).toEqual({
    url: `https://pay.example/${c.payment.id}`,
  });
  expect(provider.createCheckout).toHaveBeenCalledOnce();
});
