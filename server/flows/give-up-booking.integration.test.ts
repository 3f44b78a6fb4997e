import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { webConsents } from "@/server/consent/testing/stated";
import { type Provider, startProvider } from "@/server/payment/testing/fixtures";
import { expireHold, releaseHold } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  customer,
  eventNames,
  flightOnSale,
  hold,
  moveDeadline,
  named,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { codeOf } from "@/server/shared/testing/outcome";
import { mayBeCharged } from "./ask-provider";
import { beginPayment } from "./begin-payment";
import { completePayment } from "./complete-payment";
import { giveUpBooking } from "./give-up-booking";

let gateway: Provider;

beforeAll(async () => {
  // No webhook arrives: the pages learn of a payment only by asking the provider.
  gateway = await startProvider();
  await policies();
});
afterAll(async () => {
  await gateway.close();
  await closeDatabase();
});

/** A hold whose customer is on the payment page. */
async function atCheckout() {
  const ctx = customer();
  const flightId = await flightOnSale();
  const { reservationId } = await hold(ctx, flightId, named);
  const sessionOf = async () =>
    /cs_[A-Za-z0-9_]+/.exec((await beginPayment(ctx, reservationId, await webConsents())).url)?.[0];
  const session = await sessionOf();
  return {
    ctx,
    flightId,
    reservationId,
    session,
    sessionOf,
    pay: (card: string, on = session) => gateway.control("/_control/complete", { session: on, card }),
    state: async () => (await completePayment(ctx, reservationId, session)).state,
    status: async () => (await getBooking(ctx, reservationId)).status,
    giveUp: () => codeOf(giveUpBooking(ctx, reservationId)),
  };
}

describe("giving a hold up", () => {
  test("closes its payment page first: nobody can pay there any more", async () => {
    const b = await atCheckout();
    expect(await b.giveUp()).toBe("OK");
    expect(await b.status()).toBe("EXPIRED");
    await expect(b.pay("success")).rejects.toThrow();
    expect(await b.state()).toBe("EXPIRED");
    expect(await unitCounts(b.flightId)).toEqual({ sold: 0, held: 0, free: 6 });
    expect(await b.giveUp()).toBe("OK");
  });

  test("is refused while its card is being charged, and no page says that nothing was charged", async () => {
    const b = await atCheckout();
    await b.pay("late");
    expect(await b.state()).toBe("PROCESSING");
    expect(await mayBeCharged(await getBooking(b.ctx, b.reservationId))).toBe(true);
    expect(await b.giveUp()).toBe("PAYMENT_IN_PROGRESS");
    expect(await b.status()).toBe("HELD");
    expect(await eventNames(b.reservationId)).toEqual(["reservation.held"]);
  });

  test("is refused when it turns out to be paid: it is confirmed instead", async () => {
    const b = await atCheckout();
    await b.pay("success");
    expect(await b.giveUp()).toBe("PAYMENT_IN_PROGRESS");
    expect(await b.status()).toBe("CREATED");
  });

  test("waits for a provider that does not answer", async () => {
    const b = await atCheckout();
    await gateway.control("/_control", { api: "down" });
    expect(await b.giveUp()).toBe("PAYMENT_UNAVAILABLE");
    expect(await b.status()).toBe("HELD");
    expect(await b.state()).toBe("PROCESSING");
    await gateway.control("/_control", { api: "ok" });
    await expect.poll(b.giveUp, { timeout: 20_000, interval: 500 }).toBe("OK");
  });

  test("is allowed only to its customer", async () => {
    const b = await atCheckout();
    expect(await codeOf(giveUpBooking(customer(), b.reservationId))).toBe("NOT_FOUND");
    expect(await b.status()).toBe("HELD");
  });
});

describe("money that comes after the end of a hold", () => {
  test("is refunded in full when its customer had given the hold up", async () => {
    const b = await atCheckout();
    // As if another process opened the page at the moment of the release.
    await releaseHold(b.ctx, { reservationId: b.reservationId });
    await b.pay("success");
    const { state, booking } = await completePayment(b.ctx, b.reservationId, b.session);
    expect({ state, why: booking.refusedPayment?.reason }).toEqual({ state: "REFUNDED", why: "CANCELLED" });
    expect(await unitCounts(b.flightId)).toEqual({ sold: 0, held: 0, free: 6 });
  });

  test("makes the reservation when the hold ran out of time while the card was charged", async () => {
    const b = await atCheckout();
    await b.pay("slow");
    await moveDeadline(b.reservationId, -1);
    await expireHold(system, { reservationId: b.reservationId });
    expect(await b.state()).not.toBe("EXPIRED");
    await expect.poll(b.state, { timeout: 10_000 }).toBe("CONFIRMED");
  });
});

test("a slow card that fails is declined; the same hold is paid on a new page", async () => {
  const b = await atCheckout();
  await b.pay("slow-fail");
  await expect.poll(b.state, { timeout: 10_000 }).toBe("DECLINED");
  expect(await b.status()).toBe("HELD");
  expect(await eventNames(b.reservationId)).toEqual(["reservation.held", "payment/payment.failed"]);
  const again = await b.sessionOf();
  expect(again).not.toBe(b.session);
  await b.pay("late", again);
  // The address of the old page does not hide the state of the new one.
  expect(await b.state()).toBe("PROCESSING");
});
