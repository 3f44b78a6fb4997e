import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { sweepContext } from "@/inngest/sweeps/sweep";
import { webConsents } from "@/server/consent/testing/stated";
import { stripeGateway as provider, providerSays } from "@/server/payment/testing/scripted-gateway";
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
import { beginPayment } from "./begin-payment";
import { decideOverdueHolds, expireUnpaidHolds } from "./end-overdue-holds";

vi.mock("@/server/payment/stripe-gateway", () => import("@/server/payment/testing/scripted-gateway"));

beforeAll(policies);
afterAll(closeDatabase);
beforeEach(() => {
  vi.resetAllMocks();
});

/** The expiry that each process runs every few seconds. */
async function sweep(): Promise<void> {
  await expireUnpaidHolds(sweepContext("expire-overdue-holds"));
  await decideOverdueHolds(sweepContext("expire-overdue-holds"));
}

/** A hold whose deadline passes while its card is being charged. */
async function charging(units = 6) {
  const ctx = customer();
  const flightId = await flightOnSale({ units });
  const { reservationId } = await hold(ctx, flightId, named);
  await beginPayment(ctx, reservationId, await webConsents());
  providerSays("PROCESSING");
  await moveDeadline(reservationId, -1);
  return {
    flightId,
    overdueBy: (minutes: number) => moveDeadline(reservationId, -minutes * 60_000),
    status: async () => (await getBooking(ctx, reservationId)).status,
    events: () => eventNames(reservationId),
    last: () => lastEvent(reservationId),
  };
}

test("no event is written while a card is being charged at the deadline; the booking is confirmed after the charge", async () => {
  const h = await charging();
  await sweep();
  await sweep();
  expect(await h.events()).toEqual(["reservation.held"]);
  expect(await unitCounts(h.flightId)).toEqual({ sold: 0, held: 0, free: 6 });
  providerSays("CAPTURED");
  await sweep();
  expect(await h.events()).toEqual(["reservation.held", "payment/payment.captured", "reservation.created"]);
});

test("the hold ends, and its event is written, after the card was declined", async () => {
  const h = await charging();
  await sweep();
  expect(await h.status()).toBe("HELD");
  providerSays({ state: "CLOSED", failure: { attemptId: "ch_1", reason: "declined" } });
  await sweep();
  expect(await h.status()).toBe("EXPIRED");
  expect(await h.events()).toEqual(["reservation.held", "payment/payment.failed", "reservation.expired"]);
});

test("the seats are free during the charge: another customer gets them, and the late payment is refused", async () => {
  const h = await charging(1);
  const rival = customer();
  await acceptPayment(system, await paymentOf(rival, await hold(rival, h.flightId, named)));
  providerSays("CAPTURED");
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
])("a provider that $how is waited for at most ten minutes", async ({ answer }) => {
  const h = await charging();
  provider.closeCheckout.mockImplementation(answer);
  await h.overdueBy(9);
  await sweep();
  expect(await h.events()).toEqual(["reservation.held"]);
  await h.overdueBy(10.1);
  await sweep();
  expect(await h.events()).toEqual(["reservation.held", "reservation.expired"]);
});
