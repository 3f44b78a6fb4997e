import { describe, expect, it } from "vitest";
import { milesOf } from "./accrual";

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

  it("names the segment and the passenger as they were given", () => {
    const [first] = milesOf("ACCRUAL", { segments: [out], passengers });
    expect(first).toEqual({ segment: out, passenger: passengers[0], miles: 196 });
  });

  it.each(["ACCRUAL", "REVERSAL"] as const)("leaves no %s of a brand that earns nothing", (kind) => {
    expect(entries(kind, [{ ...out, mileageRatePercent: 0 }])).toEqual([]);
    expect(entries(kind, [{ ...out, mileageRatePercent: 0 }, back])).toEqual([
      "back ada 280",
      "back ben 280",
    ]);
  });

  it("earns for an infant on the flight by which it is two and has a seat", () => {
    const changedTypes = [{ passengerId: "cleo", type: "CHILD" }];
    expect(entries("ACCRUAL", [out, { ...back, changedTypes }])).toEqual([
      "out ada 196",
      "out ben 196",
      "back ada 280",
      "back ben 280",
      "back cleo 280",
    ]);
  });

  it("takes a changed type for the passenger whose birthday it was, and for nobody else", () => {
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
  it("takes back what was earned on each segment that was given up", () => {
    expect(entries("REVERSAL", [out, back])).toEqual(entries("ACCRUAL", [out, back]));
  });

  it("takes back nothing of a segment that was kept", () => {
    const kept = { ...out, kept: true };
    expect(entries("REVERSAL", [kept, { ...back, kept: false }])).toEqual(["back ada 280", "back ben 280"]);
    expect(entries("REVERSAL", [kept])).toEqual([]);
  });

  it("leaves what is earned as it is, whether a segment is kept or not", () => {
    const each = ["out ada 196", "out ben 196", "back ada 280", "back ben 280"];
    expect(
      entries("ACCRUAL", [
        { ...out, kept: true },
        { ...back, kept: false },
      ]),
    ).toEqual(each);
  });
});
