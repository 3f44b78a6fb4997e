import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { beginPayment } from "@/app/_lib/payment-flow";
import { closeDatabase, database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import type { CheckoutState, NewCheckout } from "@/server/payment/payment-gateway";
import { acceptPayment } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  customer,
  eventNames,
  flightOnSale,
  hold,
  lastEvent,
  moveDeadline,
  named,
  paymentOf,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { AppError } from "@/server/shared/errors";
import { sweepContext } from "@/inngest/sweeps/sweep";
import { decideOverdueHolds } from "./end-overdue-holds";
import { expireUnpaidHolds } from "@/inngest/reservation/expire-overdue-holds";

/** A provider whose answers the tests choose. */
const { provider } = vi.hoisted(() => ({
  provider: { createCheckout: vi.fn(), retrieveCheckout: vi.fn(), closeCheckout: vi.fn() },
}));
vi.mock("@/server/payment/stripe-gateway", () => ({ stripeGateway: provider }));

beforeAll(policies);
afterAll(closeDatabase);
beforeEach(() => {
  vi.resetAllMocks();
  provider.createCheckout.mockImplementation(async ({ paymentId }: NewCheckout) => ({
    sessionId: `cs_${paymentId}`,
    url: `https://pay.example/${paymentId}`,
  }));
});

/** What each process does every few seconds. */
async function sweep(): Promise<void> {
  await expireUnpaidHolds(sweepContext("expire-overdue-holds"));
  await decideOverdueHolds(sweepContext("expire-overdue-holds"));
}

/** A hold whose time is over while its card is being charged. */
async function charging(units = 6) {
  const ctx = customer();
  const flightId = await flightOnSale({ units });
  const { reservationId } = await hold(ctx, flightId, named);
  await beginPayment(ctx, reservationId);
  const [payment] = await database().select().from(payments).where(eq(payments.reservationId, reservationId));
  if (!payment) throw new Error("no payment was opened");
  const says = (state: CheckoutState["state"], declined = false) =>
    provider.retrieveCheckout.mockResolvedValue({
      sessionId: `cs_${payment.id}`,
      paymentId: payment.id,
      state,
      paymentIntentId: `pi_${payment.id}`,
      amount: payment.amount,
      failure: declined ? { attemptId: payment.id, reason: "declined" } : null,
    } satisfies CheckoutState);
  says("PROCESSING");
  await moveDeadline(reservationId, -1);
  return {
    flightId,
    says,
    overdueBy: (minutes: number) => moveDeadline(reservationId, -minutes * 60_000),
    status: async () => (await getBooking(ctx, reservationId)).status,
    events: () => eventNames(reservationId),
    last: () => lastEvent(reservationId),
  };
}

test("nothing is said while a card is being charged at the deadline; the booking is confirmed when it is", async () => {
  const h = await charging();
  await sweep();
  await sweep();
  expect(await h.events()).toEqual(["reservation.held"]);
  expect(await unitCounts(h.flightId)).toEqual({ sold: 0, held: 0, free: 6 });
  h.says("CAPTURED");
  await sweep();
  expect(await h.events()).toEqual(["reservation.held", "payment/payment.captured", "reservation.created"]);
});

test("the hold ends, and that is told, once the card was declined after all", async () => {
  const h = await charging();
  await sweep();
  expect(await h.status()).toBe("HELD");
  h.says("CLOSED", true);
  await sweep();
  expect(await h.status()).toBe("EXPIRED");
  expect(await h.events()).toEqual(["reservation.held", "payment/payment.failed", "reservation.expired"]);
});

test("nobody is kept from the seats meanwhile: who came first has them, and the late payment is refused", async () => {
  const h = await charging(1);
  const rival = customer();
  await acceptPayment(system, await paymentOf(rival, await hold(rival, h.flightId, named)));
  h.says("CAPTURED");
  await sweep();
  expect(await h.status()).toBe("EXPIRED");
  expect(await h.last()).toMatchObject({ reason: "HOLD_EXPIRED" });
  expect(await unitCounts(h.flightId)).toEqual({ sold: 1, held: 0, free: 0 });
});

test.each([
  { how: "says that the card is still being charged", answer: async () => undefined },
  {
    how: "does not answer",
    answer: async () => {
      throw new AppError("PAYMENT_UNAVAILABLE");
    },
  },
])("a provider that $how is waited for ten minutes, no longer", async ({ answer }) => {
  const h = await charging();
  provider.closeCheckout.mockImplementation(answer);
  await h.overdueBy(9);
  await sweep();
  expect(await h.events()).toEqual(["reservation.held"]);
  await h.overdueBy(10.1);
  await sweep();
  expect(await h.events()).toEqual(["reservation.held", "reservation.expired"]);
});
