import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { sweepContext } from "@/inngest/sweeps/sweep";
import { webConsents } from "@/server/consent/testing/stated";
import { type Provider, startProvider } from "@/server/payment/testing/fixtures";
import { expireOverdueHolds, releaseHold } from "@/server/reservation";
import { findTrip, getBooking } from "@/server/reservation/queries";
import {
  customer,
  eventNames,
  flightOnSale,
  hold,
  moveDeadline,
  named,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import { codeOf } from "@/server/shared/testing/outcome";
import { beginPayment } from "./begin-payment";
import { decideOverdueHolds, expireUnpaidHolds } from "./end-overdue-holds";
import { findTripAndCharge, tripsAndCharges } from "./trips-and-charges-view";

let gateway: Provider;

beforeAll(async () => {
  gateway = await startProvider();
  await policies();
});
afterAll(async () => {
  await gateway.close();
  await closeDatabase();
});

/** The expiry that each process runs every few seconds. */
async function sweep(): Promise<void> {
  await expireUnpaidHolds(sweepContext("expire-overdue-holds"));
  await decideOverdueHolds(sweepContext("expire-overdue-holds"));
}

const MINUTE_MS = 60_000;

/** A hold whose customer is on the payment page. */
async function atCheckout() {
  const ctx = customer();
  const flightId = await flightOnSale();
  const { reservationId, locator } = await hold(ctx, flightId, named);
  const session =
    /cs_[A-Za-z0-9_]+/.exec((await beginPayment(ctx, reservationId, await webConsents())).url)?.[0] ?? "";
  return {
    ctx,
    flightId,
    reservationId,
    locator,
    pay: (card: string) => gateway.control("/_control/complete", { session, card }),
    overdueBy: (milliseconds: number) => moveDeadline(reservationId, -milliseconds),
    status: async () => (await getBooking(ctx, reservationId)).status,
    events: () => eventNames(reservationId),
    shown: async () =>
      (await tripsAndCharges(ctx)).map(({ status, charging }) => (charging ? "CHARGING" : status)),
    found: async () => {
      const { charging, booking } = await findTripAndCharge(customer(), { locator, surname: "KIM" });
      return charging ? "CHARGING" : booking.status;
    },
  };
}

describe("a hold past its deadline", () => {
  test("ends at once when its customer never went to pay", async () => {
    const ctx = customer();
    const { reservationId } = await hold(ctx, await flightOnSale(), named);
    await moveDeadline(reservationId, -1);
    expect(await expireUnpaidHolds(sweepContext("expire-overdue-holds"))).toBe(1);
    expect(await eventNames(reservationId)).toEqual(["reservation.held", "reservation.expired"]);
  });

  test("closes the page on which nobody has paid, and ends then", async () => {
    const b = await atCheckout();
    await b.overdueBy(1);
    await sweep();
    expect(await b.events()).toEqual(["reservation.held", "reservation.expired"]);
    await expect(b.pay("success")).rejects.toThrow();
  });

  test("is confirmed when the answer about the card was lost", async () => {
    const b = await atCheckout();
    await b.pay("reply-lost");
    await b.overdueBy(1);
    await sweep();
    expect(await b.status()).toBe("CREATED");
    expect(await b.events()).not.toContain("reservation.expired");
  });

  test("is skipped by the sweep while it is being paid; the sweep ends the others, at most as many as its limit", async () => {
    const [paying, next, last] = [await atCheckout(), await atCheckout(), await atCheckout()];
    for (const b of [next, last]) await b.overdueBy(1);
    await paying.overdueBy(MINUTE_MS);
    expect(await expireOverdueHolds(system, 1, async () => [paying.reservationId])).toBe(1);
    expect([await paying.status(), await next.status(), await last.status()]).toEqual([
      "HELD",
      "EXPIRED",
      "HELD",
    ]);
    for (const b of [paying, last]) await releaseHold(b.ctx, b);
  });
});

describe("a customer who looks at the booking during the payment", () => {
  test("finds it being confirmed in the list and by its locator, also past its deadline", async () => {
    const b = await atCheckout();
    expect(await b.shown()).toEqual(["HELD"]);
    expect(await codeOf(b.found())).toBe("NOT_FOUND");
    await b.pay("late");
    expect(await b.shown()).toEqual(["CHARGING"]);
    await b.overdueBy(1);
    expect(await b.shown()).toEqual(["CHARGING"]);
    expect(await b.found()).toBe("CHARGING");
    await sweep();
    expect(await b.shown()).toEqual(["CREATED"]);
    expect(await b.found()).toBe("CREATED");
  });

  test("sees it confirmed as soon as the provider knows, although its answer was lost", async () => {
    const b = await atCheckout();
    await b.pay("reply-lost");
    expect(await b.found()).toBe("CREATED");
    const other = await atCheckout();
    await other.pay("reply-lost");
    expect(await other.shown()).toEqual(["CREATED"]);
  });

  test("finds no unpaid booking after its deadline", async () => {
    const b = await atCheckout();
    await b.overdueBy(1);
    expect(await b.shown()).toEqual([]);
    expect(await codeOf(findTrip(customer(), { locator: b.locator, surname: "KIM" }))).toBe("NOT_FOUND");
  });

  test("waits a few seconds for a silent provider, and then sees that the booking is being confirmed", async () => {
    const b = await atCheckout();
    await gateway.control("/_control", { api: "slow", slowMs: 30_000 });
    try {
      const startedAt = performance.now();
      expect(await b.shown()).toEqual(["CHARGING"]);
      expect(performance.now() - startedAt).toBeLessThan(15_000);
    } finally {
      await gateway.control("/_control", { api: "ok" });
    }
  });
});
