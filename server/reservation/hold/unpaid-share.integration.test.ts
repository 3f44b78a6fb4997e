import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import {
  acceptPayment,
  cancelReservation,
  enterPassengers,
  quoteRefundOf,
  releaseHold,
} from "@/server/reservation";
import {
  customer,
  flightOnSale,
  hold,
  moveDeadline,
  named,
  paymentOf,
  policies,
  policiesWith,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterEach(async () => policies());
afterAll(closeDatabase);

type Customer = ReturnType<typeof customer>;

/** A customer with a paid reservation. */
async function proven(): Promise<Customer> {
  const ctx = customer();
  await acceptPayment(system, await paymentOf(ctx, await hold(ctx, await flightOnSale(), named)));
  return ctx;
}

const refusalOf = (p: Promise<unknown>) =>
  p.then(
    () => null,
    (e: { code: string; details: object }) => ({ code: e.code, ...e.details }),
  );

describe("customers who have paid for nothing yet", () => {
  test("hold no more than their share of a flight, even when 20 new accounts ask at one moment", async () => {
    await policiesWith({ unprovenSharePercent: 30 });
    const flight = await flightOnSale({ units: 252 });
    const accounts = Array.from({ length: 20 }, () => customer());
    const codes = await Promise.all(accounts.map((ctx) => codeOf(hold(ctx, flight, { adults: 9 }))));
    const given = codes.filter((code) => code === "OK").length;
    expect(given).toBe(8);
    expect(codes.filter((code) => code === "SEATS_IN_CHECKOUT")).toHaveLength(12);
    expect(await unitCounts(flight)).toEqual({ sold: 0, held: 72, free: 180 });
  });

  test("nor one after the other; each flight has its own share, and an ended hold gives it back", async () => {
    await policiesWith({ unprovenSharePercent: 30 });
    const [flight, other] = [await flightOnSale({ units: 20 }), await flightOnSale({ units: 20 })];
    const first = customer();
    const held = await hold(first, flight, { adults: 4 });
    const late = await hold(customer(), flight, { adults: 2 });
    expect(await refusalOf(hold(customer(), flight))).toEqual({
      code: "SEATS_IN_CHECKOUT",
      retryAfterSeconds: 60,
    });
    expect(await codeOf(hold(customer(), other, { adults: 6 }))).toBe("OK");
    await releaseHold(first, held);
    expect(await codeOf(hold(customer(), flight, { adults: 4 }))).toBe("OK");
    expect(await codeOf(hold(customer(), flight))).toBe("SEATS_IN_CHECKOUT");
    await moveDeadline(late.reservationId, -1);
    expect(await codeOf(hold(customer(), flight))).toBe("OK");
  });

  test("leave the rest to customers who have paid before, so that the flight can sell out", async () => {
    await policiesWith({ unprovenSharePercent: 30 });
    const flight = await flightOnSale({ units: 10 });
    for (let n = 0; n < 3; n++) await hold(customer(), flight);
    expect(await codeOf(hold(customer(), flight))).toBe("SEATS_IN_CHECKOUT");
    expect(await codeOf(hold(await proven(), flight, { adults: 7 }))).toBe("OK");
    expect((await unitCounts(flight)).free).toBe(0);
  });

  test("can buy all seats by paying one after the other: paid units no longer count", async () => {
    await policiesWith({ unprovenSharePercent: 30 });
    const flight = await flightOnSale({ units: 6 });
    for (let n = 0; n < 6; n++) {
      const ctx = customer();
      await acceptPayment(system, await paymentOf(ctx, await hold(ctx, flight, named)));
    }
    expect(await unitCounts(flight)).toEqual({ sold: 6, held: 0, free: 0 });
  });

  test("may hold for a family in a small cabin, and choose again there", async () => {
    await policiesWith({ unprovenSharePercent: 30 });
    const flight = await flightOnSale({ units: 8 });
    const ctx = customer();
    await hold(ctx, flight, { adults: 4 });
    const again = { adults: 5, segments: [{ flightId: flight, brand: "SAVER" }] };
    expect(await codeOf(hold(ctx, flight, again))).toBe("OK");
    expect(await codeOf(hold(customer(), flight))).toBe("SEATS_IN_CHECKOUT");
  });

  test("are counted on the way back as well", async () => {
    await policiesWith({ unprovenSharePercent: 30 });
    const out = await flightOnSale({ units: 20 });
    const back = await flightOnSale({ units: 10, departsInDays: 12, origin: "CJU", destination: "GMP" });
    await hold(customer(), back, { adults: 3 });
    const segments = [out, back].map((flightId) => ({ flightId, brand: "STANDARD" }));
    expect(await codeOf(hold(customer(), out, { segments }))).toBe("SEATS_IN_CHECKOUT");
    expect((await unitCounts(out)).held).toBe(0);
  });

  test("are still unproven after a purchase that they cancelled", async () => {
    await policiesWith({ unprovenSharePercent: 30 });
    const ctx = customer();
    const { reservationId } = await hold(ctx, await flightOnSale(), named);
    await acceptPayment(system, await paymentOf(ctx, { reservationId }));
    const { quoteId } = await quoteRefundOf(ctx, { reservationId });
    await cancelReservation(ctx, { reservationId, quoteId });
    const flight = await flightOnSale({ units: 10 });
    await hold(customer(), flight, { adults: 3 });
    expect(await codeOf(hold(ctx, flight))).toBe("SEATS_IN_CHECKOUT");
  });
});

describe("one contact", () => {
  const spelt = (email: string, phone?: string) => ({ contact: { email, phone } });

  test("holds no more than the cap over all accounts, however its address is written", async () => {
    await policiesWith({ unitsPerContact: 9 });
    const flight = await flightOnSale({ units: 60 });
    await hold(customer(), flight, { adults: 5, ...spelt("Min.Ji@gmail.com") });
    const second = customer();
    const held = await hold(second, flight, { adults: 4, ...spelt("minji+2@googlemail.com") });
    for (const address of ["minji@gmail.com", "m.i.n.j.i+x@gmail.com"])
      expect(await codeOf(hold(customer(), flight, spelt(address)))).toBe("TOO_MANY_HOLDS");
    expect(await codeOf(hold(customer(), flight, spelt("minji@example.com")))).toBe("OK");
    await releaseHold(second, held);
    expect(await codeOf(hold(customer(), flight, spelt("minji@gmail.com")))).toBe("OK");
  });

  test("may be a phone number, with its country code or without", async () => {
    await policiesWith({ unitsPerContact: 9 });
    const flight = await flightOnSale({ units: 60 });
    await hold(customer(), flight, { adults: 9, ...spelt("a@example.com", "010-1234-5678") });
    const again = hold(customer(), flight, spelt("b@example.com", "+82 10 1234 5678"));
    expect(await codeOf(again)).toBe("TOO_MANY_HOLDS");
  });

  test("of 20 accounts meets the cap when all ask at one moment", async () => {
    await policiesWith({ unitsPerContact: 9 });
    const flight = await flightOnSale({ units: 60 });
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        codeOf(hold(customer(), flight, { adults: 3, ...spelt(`one.box+${n}@gmail.com`) })),
      ),
    );
    expect(codes.filter((code) => code === "OK")).toHaveLength(3);
    expect((await unitCounts(flight)).held).toBe(9);
  });

  test("entered later counts from then on; customers who have paid before do not count", async () => {
    await policiesWith({ unitsPerContact: 9 });
    const flight = await flightOnSale({ units: 60 });
    const ctx = customer();
    const { reservationId } = await hold(ctx, flight);
    const contact = { email: `${ctx.actor.id}@gmail.com` };
    await enterPassengers(ctx, { ...named, reservationId, contact });
    expect(await codeOf(hold(customer(), flight, { adults: 9, contact }))).toBe("TOO_MANY_HOLDS");
    expect(await codeOf(hold(await proven(), flight, { adults: 9, contact }))).toBe("OK");
  });
});
