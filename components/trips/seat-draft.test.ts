import { describe, expect, it } from "vitest";
import { draftedSeats } from "./seat-draft";

const map = {
  seats: ["3A", "3B", "3C", "4A"].map((seat) => ({ seat, taken: seat === "4A" })),
  own: [
    { passengerPosition: 0, seat: "3A" },
    { passengerPosition: 1, seat: "3B" },
  ],
};

describe("seats that are chosen but not saved", () => {
  it("are the saved seats, until something is chosen", () => {
    expect(draftedSeats(map, new Map())).toEqual({ own: map.own, lost: [] });
  });

  it("replace or give back the saved seat of each passenger", () => {
    const draft = new Map([
      [0, "3C"],
      [1, null],
    ]);
    expect(draftedSeats(map, draft).own).toEqual([{ passengerPosition: 0, seat: "3C" }]);
  });

  it("never give one seat to two of the party", () => {
    expect(draftedSeats(map, new Map([[1, "3A"]])).own).toEqual([{ passengerPosition: 1, seat: "3A" }]);
  });

  it("leave out seats that others have taken since, and name them", () => {
    expect(draftedSeats(map, new Map([[0, "4A"]]))).toEqual({
      own: [{ passengerPosition: 1, seat: "3B" }],
      lost: ["4A"],
    });
  });
});
