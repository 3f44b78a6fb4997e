import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import { webConsents } from "@/server/consent/testing/stated";
import { ProviderFault } from "@/server/payment/payment-gateway";
import { stripeGateway as provider, providerSays } from "@/server/payment/testing/scripted-gateway";
import { getBooking } from "@/server/reservation/queries";
import { adult, customer, flightOnSale, hold, policies } from "@/server/reservation/testing/fixtures";
import { KOREA_ZONE } from "@/server/shared/airline";
import { addDays, toLocal } from "@/server/shared/time";
import { beginPayment } from "./begin-payment";
import { enterAndReprice } from "./enter-and-reprice";

vi.mock("@/server/payment/stripe-gateway", () => import("@/server/payment/testing/scripted-gateway"));

beforeAll(policies);
afterAll(closeDatabase);
beforeEach(() => {
  vi.resetAllMocks();
});

/** Two years before a day between the two flights of the trip: who was born then turns two on the way. */
const turnsTwo = () => {
  const [year = "", ...rest] = addDays(toLocal(new Date(), KOREA_ZONE).date, 15)
    .replace("02-29", "02-28")
    .split("-");
  return [Number(year) - 2, ...rest].join("-");
};
const party = (birthDate: string) => ({
  passengers: [adult(), { ...adult("KIM", "BORAM"), type: "INFANT" as const, birthDate }],
  contact: { email: "minji@example.com" },
  overlapConfirmed: true,
});

/** A hold with an infant on both flights, whose customer is on the payment page. */
async function atCheckout() {
  const ctx = customer();
  const segments = [
    { flightId: await flightOnSale(), brand: "STANDARD" },
    {
      flightId: await flightOnSale({ departsInDays: 20, origin: "CJU", destination: "GMP" }),
      brand: "STANDARD",
    },
  ];
  const infant = addDays(toLocal(new Date(), KOREA_ZONE).date, -200);
  const { reservationId } = await hold(ctx, 0, { segments, infants: 1, ...party(infant) });
  await beginPayment(ctx, reservationId, await webConsents());
  const enter = (birthDate: string) => enterAndReprice(ctx, { reservationId, ...party(birthDate) });
  const statuses = async () =>
    (
      await database()
        .select({ status: payments.status })
        .from(payments)
        .where(eq(payments.reservationId, reservationId))
    ).map(({ status }) => status);
  return { ctx, reservationId, enter, infant, statuses };
}

test("ages that change the total close the page with the old amount", async () => {
  const c = await atCheckout();
  providerSays("CLOSED");
  const { previousAmount, totalAmount } = await c.enter(turnsTwo());
  expect(totalAmount).toBeGreaterThan(previousAmount);
  expect(await c.statuses()).toEqual(["CLOSED"]);
});

test("the same total leaves the page open", async () => {
  const c = await atCheckout();
  const { previousAmount, totalAmount } = await c.enter(c.infant);
  expect([totalAmount, await c.statuses()]).toEqual([previousAmount, ["PENDING"]]);
  expect(provider.closeCheckout).not.toHaveBeenCalled();
});

test("the names stay when the provider does not answer", async () => {
  const c = await atCheckout();
  provider.retrieveCheckout.mockRejectedValue(new ProviderFault("no answer"));
  provider.closeCheckout.mockRejectedValue(new ProviderFault("no answer"));
  const { totalAmount } = await c.enter(turnsTwo());
  expect((await getBooking(c.ctx, c.reservationId)).totalAmount).toBe(totalAmount);
  expect(await c.statuses()).toEqual(["PENDING"]);
});
