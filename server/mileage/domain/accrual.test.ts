import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLocal } from "@/server/shared/time";
import { expiresAt, milesFor, milesOf, milesOfExchange } from "./accrual";

const passengers = [
  { id: "ada", type: "ADULT" },
  { id: "ben", type: "CHILD" },
  { id: "cleo", type: "INFANT" },
];
const out = { id: "out", distanceMiles: 280, mileageRatePercent: 70 };
const back = { id: "back", distanceMiles: 280, mileageRatePercent: 100 };
type Leg = typeof out & {
  readonly kept?: boolean;
  readonly changedTypes?: readonly { passengerId: string; type: string }[];
};
const entries = (kind: "ACCRUAL" | "REVERSAL", segments: readonly Leg[]) =>
  milesOf(kind, { segments, passengers }).map(
    ({ segment, passenger, miles }) => `${segment.id} ${passenger.id} ${miles}`,
  );

describe("a reservation", () => {
  it("earns on each segment for each passenger with a seat", () => {
    expect(entries("ACCRUAL", [out, back])).toEqual([
      "out ada 196",
      "out ben 196",
      "back ada 280",
      "back ben 280",
    ]);
  });

  it("returns the given segment and passenger", () => {
    const [first] = milesOf("ACCRUAL", { segments: [out], passengers });
    expect(first).toEqual({ segment: out, passenger: passengers[0], miles: 196 });
  });

  it.each(["ACCRUAL", "REVERSAL"] as const)("has no %s for a brand that earns nothing", (kind) => {
    expect(entries(kind, [{ ...out, mileageRatePercent: 0 }])).toEqual([]);
    expect(entries(kind, [{ ...out, mileageRatePercent: 0 }, back])).toEqual([
      "back ada 280",
      "back ben 280",
    ]);
  });

  it("earns for an infant on the flight where it is two years old and has a seat", () => {
    const changedTypes = [{ passengerId: "cleo", type: "CHILD" }];
    expect(entries("ACCRUAL", [out, { ...back, changedTypes }])).toEqual([
      "out ada 196",
      "out ben 196",
      "back ada 280",
      "back ben 280",
      "back cleo 280",
    ]);
  });

  it("uses a changed type for that passenger only", () => {
    const changedTypes = [
      { passengerId: "ben", type: "ADULT" },
      { passengerId: "cleo", type: "CHILD" },
    ];
    const others = [{ passengerId: "ben", type: "ADULT" }];
    expect(entries("ACCRUAL", [{ ...back, changedTypes }])).toEqual([
      "back ada 280",
      "back ben 280",
      "back cleo 280",
    ]);
    expect(entries("ACCRUAL", [{ ...back, changedTypes: others }])).toEqual(["back ada 280", "back ben 280"]);
  });
});

describe("the cancellation of a reservation", () => {
  it("takes back the miles of each cancelled segment", () => {
    expect(entries("REVERSAL", [out, back])).toEqual(entries("ACCRUAL", [out, back]));
  });

  it("takes back nothing for a kept segment", () => {
    const kept = { ...out, kept: true };
    expect(entries("REVERSAL", [kept, { ...back, kept: false }])).toEqual(["back ada 280", "back ben 280"]);
    expect(entries("REVERSAL", [kept])).toEqual([]);
  });

  it("does not change the accrual, whether a segment is kept or not", () => {
    const each = ["out ada 196", "out ben 196", "back ada 280", "back ben 280"];
    expect(
      entries("ACCRUAL", [
        { ...out, kept: true },
        { ...back, kept: false },
      ]),
    ).toEqual(each);
  });
});

describe("a change of flights", () => {
  const later = { id: "later", distanceMiles: 280, mileageRatePercent: 120 };
  const pairs = (segmentId: string, ...ids: string[]) =>
    ids.map((passengerId) => ({ segmentId, passengerId }));
  const exchanged = (part: Partial<Parameters<typeof milesOfExchange>[0]> = {}) => {
    const { takenBack, earned } = milesOfExchange({
      before: [out, back],
      segments: [out, later],
      passengers,
      givenUp: pairs("back", "ada", "ben", "cleo"),
      gained: pairs("later", "ada", "ben", "cleo"),
      ...part,
    });
    const text = (list: typeof takenBack) =>
      list.map(({ segment, passenger, miles }) => `${segment.id} ${passenger.id} ${miles}`);
    return [text(takenBack), text(earned)];
  };

  it("takes back the miles of the flight given up and earns those of the flight instead; others stay", () => {
    expect(exchanged()).toEqual([
      ["back ada 280", "back ben 280"],
      ["later ada 336", "later ben 336"],
    ]);
  });

  it("concerns only the passengers who had the flight", () => {
    expect(exchanged({ givenUp: pairs("back", "ben"), gained: pairs("later", "ben") })).toEqual([
      ["back ben 280"],
      ["later ben 336"],
    ]);
  });

  it("earns for an infant that is two years old on the later flight", () => {
    const changedTypes = [{ passengerId: "cleo", type: "CHILD" }];
    const [takenBack, earned] = exchanged({ segments: [out, { ...later, changedTypes }] });
    expect(takenBack).toEqual(["back ada 280", "back ben 280"]);
    expect(earned).toEqual(["later ada 336", "later ben 336", "later cleo 336"]);
  });
});

describe("miles of a segment", () => {
  it.each([
    [280, 50, 140],
    [281, 50, 141],
    [6906, 120, 8287],
    [6906, 150, 10_359],
    [280, 0, 0],
  ])("%i miles at %i %% earn %i", (distance, rate, miles) => {
    expect(milesFor(distance, rate)).toBe(miles);
  });

  it("are whole, rounded by at most half a mile, and no fewer at a higher rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 0, max: 300 }), (distance, rate) => {
        const miles = milesFor(distance, rate);
        expect(Number.isInteger(miles)).toBe(true);
        expect(Math.abs(miles * 100 - distance * rate)).toBeLessThanOrEqual(50);
        expect(milesFor(distance, rate + 1)).toBeGreaterThanOrEqual(miles);
      }),
    );
  });
});

describe("expiry", () => {
  it("is ten years later, at the end of the Korean day", () => {
    expect(expiresAt("2026-12-01T14:59:00.000Z")).toEqual(new Date("2036-12-01T15:00:00.000Z"));
    expect(expiresAt("2026-12-01T15:00:00.000Z")).toEqual(new Date("2036-12-02T15:00:00.000Z"));
    expect(expiresAt(new Date("2028-02-29T00:00:00.000Z"))).toEqual(new Date("2038-02-28T15:00:00.000Z"));
  });

  it("is always at midnight in Korea, and never early", () => {
    const arrival = fc.date({
      min: new Date("2024-01-01"),
      max: new Date("2040-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(arrival, (arrivesAt) => {
        const lapses = expiresAt(arrivesAt);
        expect(toLocal(lapses, "Asia/Seoul").time).toBe("00:00");
        const tenYearsOn = new Date(arrivesAt);
        tenYearsOn.setUTCFullYear(arrivesAt.getUTCFullYear() + 10);
        if (arrivesAt.getUTCMonth() !== 1) expect(lapses.getTime()).toBeGreaterThan(tenYearsOn.getTime());
      }),
    );
  });
});
