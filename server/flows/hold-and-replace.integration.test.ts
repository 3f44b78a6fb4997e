import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import { webConsents } from "@/server/consent/testing/stated";
import { stripeGateway as provider, providerSays } from "@/server/payment/testing/scripted-gateway";
import { getBooking } from "@/server/reservation/queries";
import type { HoldSeatsInput } from "@/server/reservation/schemas";
import {
  adult,
  customer,
  flightOnSale,
  named,
  policies,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";
import { beginPayment } from "./begin-payment";
import { holdAndReplace } from "./hold-and-replace";

vi.mock("@/server/payment/stripe-gateway", () => import("@/server/payment/testing/scripted-gateway"));

beforeAll(policies);
afterAll(closeDatabase);
beforeEach(() => {
  vi.resetAllMocks();
});

type Brand = HoldSeatsInput["segments"][number]["brand"];

/** A customer who has chosen a flight, and chooses again. */
async function chosen() {
  const [ctx, flight] = [customer(), await flightOnSale()];
  const choose = (brand: Brand, more: Partial<HoldSeatsInput> = {}) =>
    holdAndReplace(ctx, {
      segments: [{ flightId: flight, brand }],
      adults: 1,
      idempotencyKey: uuidv7(),
      ...named,
      ...more,
    });
  const { reservationId } = await choose("STANDARD");
  const status = async () => (await getBooking(ctx, reservationId)).status;
  const page = async () =>
    (await database().select().from(payments).where(eq(payments.reservationId, reservationId))).at(-1);
  return { ctx, flight, choose, reservationId, status, page };
}

async function atCheckout() {
  const c = await chosen();
  await beginPayment(c.ctx, c.reservationId, await webConsents());
  return c;
}

describe("another choice on a flight that the customer already holds", () => {
  test("does not ask the provider while no payment page is open", async () => {
    const c = await chosen();
    expect(await codeOf(c.choose("SAVER"))).toBe("OK");
    expect(await c.status()).toBe("EXPIRED");
    expect(provider.retrieveCheckout).not.toHaveBeenCalled();
    expect(provider.closeCheckout).not.toHaveBeenCalled();
  });

  test("closes the open page first", async () => {
    const c = await atCheckout();
    providerSays("OPEN", "CLOSED");
    expect(await codeOf(c.choose("SAVER"))).toBe("OK");
    expect(provider.closeCheckout).toHaveBeenCalledExactlyOnceWith((await c.page())?.checkoutSessionId);
    expect([(await c.page())?.status, await c.status()]).toEqual(["CLOSED", "EXPIRED"]);
  });

  test.each([
    ["is being charged", ["PROCESSING"], "HELD"],
    ["is charged at the very moment", ["OPEN", "PROCESSING"], "HELD"],
    ["has been charged", ["CAPTURED"], "CREATED"],
    ["was charged at the very moment", ["OPEN", "CAPTURED"], "CREATED"],
  ] as const)("is refused when the card %s", async (_, states, status) => {
    const c = await atCheckout();
    providerSays(...states);
    expect(await codeOf(c.choose("SAVER"))).toBe("PAYMENT_IN_PROGRESS");
    expect(await c.status()).toBe(status);
    const { held, sold } = await unitCounts(c.flight);
    expect(held + sold).toBe(1);
  });

  test("waits for a provider that does not answer", async () => {
    const c = await atCheckout();
    provider.retrieveCheckout.mockRejectedValue(new AppError("PAYMENT_UNAVAILABLE"));
    expect(await codeOf(c.choose("SAVER"))).toBe("PAYMENT_UNAVAILABLE");
    expect(await c.status()).toBe("HELD");
  });

  test("leaves alone what it does not replace: another flight, and a key that was answered", async () => {
    const c = await atCheckout();
    const other = [{ flightId: await flightOnSale(), brand: "SAVER" as const }];
    expect(await codeOf(c.choose("SAVER", { segments: other }))).toBe("OK");
    const answered = await chosen();
    const idempotencyKey = uuidv7();
    await answered.choose("SAVER", { idempotencyKey });
    const latest = await answered.choose("STANDARD");
    await beginPayment(answered.ctx, latest.reservationId, await webConsents());
    await answered.choose("SAVER", { idempotencyKey });
    expect((await getBooking(answered.ctx, latest.reservationId)).status).toBe("HELD");
    expect(provider.retrieveCheckout).not.toHaveBeenCalled();
  });
});

describe("the same choice again", () => {
  const somebodyElse = adult("LEE", "SORA");

  test("leaves the page open when the price stays", async () => {
    const c = await atCheckout();
    expect(await c.choose("STANDARD", { passengers: [somebodyElse] })).toMatchObject({
      reservationId: c.reservationId,
    });
    expect(provider.closeCheckout).not.toHaveBeenCalled();
  });

  test("closes the page with another amount", async () => {
    const c = await atCheckout();
    // As if other ages led to another price.
    await database().update(payments).set({ amount: 1 }).where(eq(payments.reservationId, c.reservationId));
    providerSays("CLOSED");
    await c.choose("STANDARD", { passengers: [somebodyElse] });
    expect((await c.page())?.status).toBe("CLOSED");
  });
});
