import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { milesTakenBack } from "@/server/mileage/queries";
import { cancelReservationsOnFlight, previewFlightCancellation } from "@/server/reservation";
import { cancellationResult } from "@/server/reservation/queries";
import { adult, customer, flightOnSale, hold, policies, system } from "@/server/reservation/testing/fixtures";
import { leavesInMinutes, paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "10.0.0.2" },
};

/** A name that no other test uses: twenty random letters. */
const surname = () =>
  uuidv7()
    .replaceAll("-", "")
    .slice(12)
    .replaceAll(/\d/g, (d) => "GHIJKLMNOP"[Number(d)] ?? "G");
const grown = () => adult(surname());
const child = () => ({ ...grown(), type: "CHILD" as const, birthDate: bornYearsAgo(7) });
const infant = () => ({ ...grown(), type: "INFANT" as const, birthDate: bornYearsAgo(1) });
const bornYearsAgo = (years: number) =>
  new Date(Date.now() - years * 365 * 86_400_000).toISOString().slice(0, 10);
const parties = {
  one: () => [grown()],
  family: () => [grown(), child(), infant()],
  two: () => [grown(), grown()],
};

/** A booking on the flight that will be cancelled: its only flight, its way out, or its way back. */
const booking = fc.record({
  party: fc.constantFrom("one" as const, "family" as const, "two" as const),
  brand: fc.constantFrom("SAVER", "STANDARD"),
  otherBrand: fc.constantFrom("SAVER", "STANDARD"),
  /** When the other flight of the booking leaves; null when there is none. */
  otherLeavesInMinutes: fc.constantFrom(null, -600, -1, 10, 40, 5_000),
});
const plan = fc.record({
  bookings: fc.array(booking, { maxLength: 5 }),
  holds: fc.nat(2),
  leavesInMinutes: fc.constantFrom(5, 35, 6_000),
});
type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;

async function carryOut({ bookings, holds, leavesInMinutes: minutes }: Plan) {
  const back = await flightOnSale({ units: 30, departsInDays: 20, origin: "CJU", destination: "GMP" });
  const ids: string[] = [];
  for (const { party, brand, otherBrand, otherLeavesInMinutes } of bookings) {
    const out = otherLeavesInMinutes === null ? [] : [await flightOnSale()];
    const legs = [...out.map((flightId) => ({ flightId, brand: otherBrand })), { flightId: back, brand }];
    ids.push((await paidTrip(legs, parties[party]())).reservationId);
    for (const flightId of out) await leavesInMinutes(flightId, otherLeavesInMinutes ?? 0);
  }
  for (let n = 0; n < holds; n++)
    await hold(customer(), back, { passengers: [grown()], contact: { email: "a@example.com" } });
  await leavesInMinutes(back, minutes);
  return { back, ids };
}

test("the preview of a cancellation equals what the cancellation does, to the won and the mile", async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (given) => {
      const { back, ids } = await carryOut(given);
      const { parties, withOtherFlights, ...preview } = await previewFlightCancellation(admin, back);
      const { ended } = await cancelReservationsOnFlight(system, { flightId: back });
      expect(await cancellationResult(admin, back)).toEqual(preview);
      expect(ended).toBe(preview.reservations + preview.holds);
      expect(await settleMiles(ids)).toBe(milesTakenBack(parties));
      const others = given.bookings.filter((b) => (b.otherLeavesInMinutes ?? -1) > 0);
      expect(withOtherFlights).toBe(others.length);
    }),
    { numRuns: 12 },
  );
});

test("a preview of more bookings than one statement reads counts all of them", async () => {
  const back = await flightOnSale({ units: 30, departsInDays: 20, origin: "CJU", destination: "GMP" });
  for (let n = 0; n < 5; n++) await paidTrip([{ flightId: back, brand: "STANDARD" }], [grown()]);
  const whole = await previewFlightCancellation(admin, back);
  const inParts = await previewFlightCancellation(admin, back, 2);
  expect(whole.reservations).toBe(5);
  expect(inParts).toEqual(whole);
});

test("a preview is for staff", async () => {
  expect(await codeOf(previewFlightCancellation(customer(), 1))).toBe("FORBIDDEN");
});
