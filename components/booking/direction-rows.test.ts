import fc from "fast-check";
import { expect, test } from "vitest";
import { passengerRows } from "./direction-rows";
import type { BookedPassenger, PriceLine } from "./types";

const person = (position: number, segmentTypes: BookedPassenger["segmentTypes"] = []) =>
  ({ position, type: "ADULT", segmentTypes }) as unknown as BookedPassenger;

test("each passenger has the seat, the type and the price of this flight alone", () => {
  const booking = {
    passengers: [person(0), person(1, ["INFANT", "CHILD"])],
    seats: [
      { segmentPosition: 0, passengerPosition: 0, seat: "1A" },
      { segmentPosition: 1, passengerPosition: 0, seat: "9C" },
    ],
    priceLines: [
      { kind: "FARE", segmentPosition: 0, passengerPosition: 0, amount: 100 },
      { kind: "AIRPORT_CHARGE", segmentPosition: 0, passengerPosition: 0, amount: 40 },
      { kind: "FARE", segmentPosition: 1, passengerPosition: 0, amount: 7 },
      { kind: "FARE", segmentPosition: 1, passengerPosition: 1, amount: 3 },
    ] as PriceLine[],
  };
  expect(passengerRows(booking, 0)).toMatchObject([
    { type: "ADULT", seat: "1A", amount: 140 },
    { type: "INFANT", seat: null, amount: 0 },
  ]);
  expect(passengerRows(booking, 1)).toMatchObject([
    { type: "ADULT", seat: "9C", amount: 7 },
    { type: "CHILD", seat: null, amount: 3 },
  ]);
});

test("the directions add up to the price of the booking", () => {
  const line = fc.record({
    kind: fc.constantFrom("FARE", "FUEL_SURCHARGE", "DEPARTURE_LEVY"),
    segmentPosition: fc.nat(1),
    passengerPosition: fc.nat(3),
    amount: fc.nat(1_000_000),
  });
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const priceLines = lines as PriceLine[];
      const booking = { passengers: [0, 1, 2, 3].map((n) => person(n)), seats: [], priceLines };
      const sum = [0, 1]
        .flatMap((n) => passengerRows(booking, n))
        .reduce((all, { amount }) => all + amount, 0);
      expect(sum).toBe(lines.reduce((all, { amount }) => all + amount, 0));
    }),
  );
});
