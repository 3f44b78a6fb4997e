import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { enterPassengers, expireHold, releaseHold } from "@/server/reservation";
import {
  adult,
  customer,
  eventNames,
  flightOnSale,
  hold,
  moveDeadline,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import type { AppError } from "@/server/shared/errors";
import { codeOf } from "@/server/shared/testing/outcome";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";

beforeAll(policies);
afterAll(closeDatabase);

describe("holding seats", () => {
  test("claims units, writes the hold and its event", async () => {
    const flight = await flightOnSale();
    const held = await hold(customer(), flight, { adults: 2, children: 1, infants: 1 });
    expect(held.locator).toMatch(/^[BCDFGHJKMNPQRSTVWXYZ2-9]{6}$/);
    expect(await unitCounts(flight)).toEqual({ sold: 0, held: 3, free: 3 });
    expect(await eventNames(held.reservationId)).toEqual(["reservation.held"]);
  });

  test("is refused to visitors", async () => {
    const flight = await flightOnSale();
    expect(await codeOf(hold({ actor: { kind: "ANONYMOUS", address: "x" } }, flight))).toBe(
      "UNAUTHENTICATED",
    );
  });

  test("the same key gives the same hold, also in parallel", async () => {
    const flight = await flightOnSale();
    const ctx = customer();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => hold(ctx, flight, { idempotencyKey: "one-and-the-same" })),
    );
    expect(new Set(answers.map((a) => a.locator)).size).toBe(1);
    expect((await unitCounts(flight)).held).toBe(1);
  });

  test("never claims more units than there are: 60 clients for 6 units", async () => {
    const flight = await flightOnSale({ units: 6 });
    const codes = await Promise.all(Array.from({ length: 60 }, () => codeOf(hold(customer(), flight))));
    expect(codes.filter((c) => c === "OK")).toHaveLength(6);
    expect(codes.filter((c) => c === "SOLD_OUT")).toHaveLength(54);
    expect(await unitCounts(flight)).toEqual({ sold: 0, held: 6, free: 0 });
  });

  test("brands are nested limits: a cheap brand closes first, a dear one may take all units", async () => {
    const flight = await flightOnSale({ units: 4, saverLimit: 2 });
    const saver = { segments: [{ flightId: flight, brand: "SAVER" }] };
    expect(await codeOf(hold(customer(), flight, { ...saver, adults: 3 }))).toBe("SOLD_OUT");
    await hold(customer(), flight, { ...saver, adults: 2 });
    expect(await codeOf(hold(customer(), flight, saver))).toBe("SOLD_OUT");
    await hold(customer(), flight, { adults: 2 });
    expect(await codeOf(hold(customer(), flight))).toBe("SOLD_OUT");
  });

  test("a return trip is held on both flights or on none", async () => {
    const out = await flightOnSale({ departsInDays: 5 });
    const back = await flightOnSale({ departsInDays: 9, units: 1, origin: "CJU", destination: "GMP" });
    const segments = [out, back].map((flightId) => ({ flightId, brand: "STANDARD" }));
    expect(await codeOf(hold(customer(), out, { segments, adults: 2 }))).toBe("SOLD_OUT");
    expect((await unitCounts(out)).held).toBe(0);
    await hold(customer(), out, { segments });
    expect((await unitCounts(back)).held).toBe(1);
  });

  test("an overdue hold blocks no units, although no sweep has run", async () => {
    const flight = await flightOnSale({ units: 1 });
    const first = await hold(customer(), flight);
    expect(await codeOf(hold(customer(), flight))).toBe("SOLD_OUT");
    await moveDeadline(first.reservationId, -1);
    const second = await hold(customer(), flight);
    expect(second.reservationId).not.toBe(first.reservationId);
    // The sweep comes late, and must not free units that another hold has by now.
    expect(await expireHold(system, { reservationId: first.reservationId })).toBe(true);
    expect((await unitCounts(flight)).held).toBe(1);
  });

  test("a new hold on the same flight replaces the old one and keeps its deadline", async () => {
    const flight = await flightOnSale({ units: 2 });
    const ctx = customer();
    const first = await hold(ctx, flight, { adults: 2 });
    const again = await hold(ctx, flight, { adults: 2 });
    expect(again.reservationId).toBe(first.reservationId);
    const other = await hold(ctx, flight, { adults: 2, segments: [{ flightId: flight, brand: "SAVER" }] });
    expect(other.reservationId).not.toBe(first.reservationId);
    expect(Date.parse(other.paymentDeadline)).toBe(Date.parse(first.paymentDeadline));
    expect(await eventNames(first.reservationId)).toEqual(["reservation.held", "reservation.expired"]);
    expect((await unitCounts(flight)).held).toBe(2);
  });

  test("a replacement that is sold out leaves the old hold as it was", async () => {
    const flight = await flightOnSale({ units: 2 });
    const ctx = customer();
    const first = await hold(ctx, flight);
    expect(await codeOf(hold(ctx, flight, { adults: 3 }))).toBe("SOLD_OUT");
    expect(await eventNames(first.reservationId)).toEqual(["reservation.held"]);
    expect((await unitCounts(flight)).held).toBe(1);
  });

  test("holds of one customer are capped", async () => {
    const ctx = customer();
    for (let n = 0; n < 5; n++) await hold(ctx, await flightOnSale());
    expect(await codeOf(hold(ctx, await flightOnSale()))).toBe("TOO_MANY_HOLDS");
  });

  test("is possible only on flights that exist, are on sale and have not left", async () => {
    expect(await codeOf(hold(customer(), 999_999))).toBe("FLIGHT_NOT_ON_SALE");
    expect(await codeOf(hold(customer(), await flightOnSale({ departsInDays: -1 })))).toBe("FLIGHT_DEPARTED");
  });

  test("checks the party", async () => {
    const flight = await flightOnSale();
    expect(await codeOf(hold(customer(), flight, { adults: 0 }))).toBe("INVALID_INPUT");
    expect(await codeOf(hold(customer(), flight, { adults: 1, infants: 2 }))).toBe("INVALID_INPUT");
  });
});

describe("a hold's passengers", () => {
  const contact = { email: "minji@example.com" };

  test("are named by its customer only, and must have the ages that seats were held for", async () => {
    const ctx = customer();
    const { reservationId } = await hold(ctx, await flightOnSale());
    const entry = { reservationId, passengers: [adult()], contact };
    expect(await codeOf(enterPassengers(customer(), entry))).toBe("NOT_FOUND");
    const child = { ...adult(), birthDate: "2020-01-01" };
    const refusal = await enterPassengers(ctx, { ...entry, passengers: [child] }).catch((e: AppError) => e);
    expect((refusal as AppError).details.fieldErrors).toEqual({
      "passengers.0.birthDate": "ageDoesNotMatchType",
    });
    await enterPassengers(ctx, entry);
  });

  test("are checked at once: names, ages, and birth dates in the future", async () => {
    const ctx = customer();
    const { reservationId } = await hold(ctx, await flightOnSale(), { adults: 2, infants: 1 });
    const tomorrow = addDays(toLocal(new Date(), KOREA_ZONE).date, 1);
    const passengers = [
      { ...adult(), surname: "김", koreanName: "Gildong123" },
      { ...adult(), givenName: "A".repeat(60), birthDate: "2030-13-01" },
      { ...adult(), type: "INFANT" as const, birthDate: tomorrow },
    ];
    const refusal = await enterPassengers(ctx, { reservationId, passengers, contact: { email: "x" } }).catch(
      (e: AppError) => e,
    );
    expect((refusal as AppError).details.fieldErrors).toEqual({
      "passengers.0.surname": "romanName",
      "passengers.0.koreanName": "hangul",
      "passengers.1.givenName": "nameTooLong",
      "passengers.1.birthDate": "noSuchDate",
      "passengers.2.birthDate": "notBornYet",
      "contact.email": "email",
    });
  });

  test("cannot be named once the hold has ended", async () => {
    const ctx = customer();
    const { reservationId } = await hold(ctx, await flightOnSale());
    await moveDeadline(reservationId, -1);
    expect(await codeOf(enterPassengers(ctx, { reservationId, passengers: [adult()], contact }))).toBe(
      "HOLD_EXPIRED",
    );
  });
});

describe("ending a hold", () => {
  test("expiry does nothing before the deadline, and ends the hold once after it", async () => {
    const flight = await flightOnSale();
    const { reservationId } = await hold(customer(), flight);
    expect(await expireHold(system, { reservationId })).toBe(false);
    await moveDeadline(reservationId, -1);
    const ended = await Promise.all(Array.from({ length: 10 }, () => expireHold(system, { reservationId })));
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await eventNames(reservationId)).toEqual(["reservation.held", "reservation.expired"]);
    expect((await unitCounts(flight)).free).toBe(6);
  });

  test("its customer releases it; another customer cannot", async () => {
    const ctx = customer();
    const { reservationId } = await hold(ctx, await flightOnSale());
    expect(await codeOf(releaseHold(customer(), { reservationId }))).toBe("NOT_FOUND");
    await releaseHold(ctx, { reservationId });
    await releaseHold(ctx, { reservationId });
    expect(await eventNames(reservationId)).toEqual(["reservation.held", "reservation.expired"]);
  });
});
