import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CabinLayout, seatsOf } from "@/server/shared/cabin-layout";
import type { PassengerType } from "./passenger-type";
import { assignSeats } from "./seat-assignment";

const layout: CabinLayout = {
  cabin: "ECONOMY",
  columns: "ABC DEF",
  firstRow: 10,
  lastRow: 14,
  exitRows: [10],
};
const all = seatsOf(layout).map((seat) => seat.seat);
const A = "ADULT" as const;
const C = "CHILD" as const;
const I = "INFANT" as const;
const without = (...taken: string[]) => all.filter((seat) => !taken.includes(seat));

describe("seats for a party", () => {
  it("puts a single adult in front, and three side by side without an aisle between", () => {
    expect(assignSeats(layout, all, [A])).toEqual(["11A"]);
    expect(assignSeats(layout, all, [A, A, A])).toEqual(["11A", "11B", "11C"]);
  });

  it("takes one row before two, even across the aisle", () => {
    expect(assignSeats(layout, ["11A", "11B", "11D", "12A", "12B", "12C"], [A, A, A])).toEqual([
      "12A",
      "12B",
      "12C",
    ]);
    expect(assignSeats(layout, ["11A", "11C", "11D", "12A", "12C"], [A, A, A])).toEqual([
      "11A",
      "11C",
      "11D",
    ]);
  });

  it("goes on in the next row, close by, when no row has room", () => {
    expect(assignSeats(layout, ["11A", "11B", "12A", "12B", "14E", "14F"], [A, A, A, A])).toEqual([
      "11A",
      "11B",
      "12A",
      "12B",
    ]);
  });

  it("puts each child beside an adult, and two children on both sides of one", () => {
    expect(assignSeats(layout, all, [A, C])).toEqual(["11A", "11B"]);
    expect(assignSeats(layout, all, [A, C, C])).toEqual(["11B", "11A", "11C"]);
  });

  it("prefers a child beside an adult to a single row", () => {
    const seats = assignSeats(layout, ["11A", "11C", "11F", "12A", "12B", "13A", "13C"], [A, C]);
    expect(seats).toEqual(["12A", "12B"]);
    const four = assignSeats(layout, ["11A", "11C", "11D", "11F", "12A", "12B", "13A", "13B"], [A, A, C, C]);
    expect(four).toEqual(["12A", "13A", "12B", "13B"]);
  });

  it("gives infants no seat", () => {
    expect(assignSeats(layout, all, [A, I])).toEqual(["11A", null]);
    expect(assignSeats(layout, all, [A, I, A])).toEqual(["11A", null, "11B"]);
    expect(assignSeats(layout, all, [I])).toEqual([null]);
  });

  it("gives a lap infant nothing, wherever it stands in the party, and needs no seat for infants alone", () => {
    expect(assignSeats(layout, all, [A, I, C])).toEqual(["11A", null, "11B"]);
    expect(assignSeats(layout, [], [I])).toEqual([null]);
  });

  it("takes seats close by before those further left", () => {
    expect(assignSeats(layout, ["11A", "11C", "11D", "11E"], [A, A])).toEqual(["11D", "11E"]);
    const twoRows = ["11A", "11B", "11F", "12A", "12B"];
    expect(assignSeats(layout, twoRows, [A, A, A, A])).toEqual(["11A", "11B", "12A", "12B"]);
    const right = ["11A", "11E", "11F", "12E", "12F"];
    expect(assignSeats(layout, right, [A, A, A, A])).toEqual(["11E", "11F", "12E", "12F"]);
  });

  it("leaves a seat free between two rather than an aisle", () => {
    expect(assignSeats(layout, ["11A", "11C", "11D"], [A, A])).toEqual(["11A", "11C"]);
  });

  it("counts the seats between two people, not the aisles", () => {
    const wide: CabinLayout = { cabin: "ECONOMY", columns: "ABC DEF HJK", firstRow: 28, lastRow: 30 };
    expect(assignSeats(wide, ["28A", "28F", "29C", "29H"], [A, A])).toEqual(["29C", "29H"]);
  });

  it("finds the way over two rows whichever of them is the wider", () => {
    expect(assignSeats(layout, ["11C", "12A", "12B", "12C"], [A, A, A, A])).toEqual([
      "11C",
      "12A",
      "12B",
      "12C",
    ]);
  });

  it("takes nobody across the aisle for a neighbour", () => {
    const free = ["11C", "11D", "11F", "12B", "12C"];
    expect(assignSeats(layout, free, [A, A, C])).toEqual(["11C", "12B", "12C"]);
  });

  it("counts only those who sit down: a seat that stays empty is nobody's adult", () => {
    expect(assignSeats(layout, ["11A", "11B", "12A", "12B"], [A, C, C])).toEqual(["11A", "11B", "12A"]);
  });

  it("stays in one row when a child sits apart anyway", () => {
    expect(assignSeats(layout, ["11A", "11C", "12B"], [A, C])).toEqual(["11A", "11C"]);
  });

  it("does not tear a party over more rows than it has people, for the sake of a neighbour", () => {
    const tall = { ...layout, lastRow: 20 };
    const free = ["11A", "11B", "12F", "13D", "15A", "15B"];
    expect(assignSeats(tall, free, [A, A, C, C])).toEqual(["11A", "12F", "11B", "13D"]);
  });

  it("gives nobody an exit seat unasked, even when nothing else is left", () => {
    for (const party of [[A], [A, I], [A, C]]) expect(assignSeats(layout, ["10A", "10B"], party)).toBeNull();
    expect(assignSeats(layout, ["10A", "11A"], [A, A])).toBeNull();
    expect(assignSeats(layout, ["10A", "10B", "14F"], [A])).toEqual(["14F"]);
  });

  it("seats children apart rather than nobody at all", () => {
    expect(assignSeats(layout, ["11A", "14F"], [A, C])).toEqual(["11A", "14F"]);
  });

  it("says when there is no room, and ignores seats that the cabin has not", () => {
    expect(assignSeats(layout, ["11A"], [A, A])).toBeNull();
    expect(assignSeats(layout, ["99A", "11A"], [A, A])).toBeNull();
    expect(assignSeats(layout, [], [A])).toBeNull();
    expect(assignSeats(layout, without("10A"), [])).toEqual([]);
  });
});

describe("laws of seating", () => {
  const free = fc.subarray(all, { minLength: 0 });
  const party = fc
    .record({
      adults: fc.integer({ min: 1, max: 5 }),
      children: fc.integer({ min: 0, max: 4 }),
      infants: fc.nat(5),
    })
    .map(({ adults, children, infants }): PassengerType[] => [
      ...Array<PassengerType>(adults).fill(A),
      ...Array<PassengerType>(children).fill(C),
      ...Array<PassengerType>(Math.min(infants, adults)).fill(I),
    ]);
  const exits = new Set(all.filter((seat) => seat.startsWith("10")));

  it("gives each passenger a free seat of their own, never beside an exit", () => {
    fc.assert(
      fc.property(free, party, (seats, types) => {
        const given = assignSeats(layout, seats, types);
        const needed = types.filter((type) => type !== I).length;
        const ordinary = seats.filter((seat) => !exits.has(seat));
        expect(given === null).toBe(ordinary.length < needed);
        if (!given) return;
        const taken = given.filter((seat) => seat !== null);
        expect(taken).toHaveLength(needed);
        expect(new Set(taken).size).toBe(needed);
        for (const seat of taken) expect(ordinary).toContain(seat);
        for (const [position, type] of types.entries()) expect(given[position] === null).toBe(type === I);
      }),
    );
  });

  it("keeps a party in one row whenever a row has that many free seats", () => {
    fc.assert(
      fc.property(free, fc.integer({ min: 1, max: 6 }), (seats, size) => {
        const given = assignSeats(layout, seats, Array<PassengerType>(size).fill(A));
        const rows = seats.filter((seat) => !exits.has(seat)).map((seat) => seat.slice(0, 2));
        const fits = rows.some((row) => rows.filter((each) => each === row).length >= size);
        if (fits) expect(new Set(given?.map((seat) => seat?.slice(0, 2))).size).toBe(1);
      }),
    );
  });

  // All ways to seat nine in such a cabin are far more than the time limit lets one try.
  it("seats nine in a wide cabin without trying everything", { timeout: 20_000 }, () => {
    const wide: CabinLayout = { cabin: "ECONOMY", columns: "ABC DEF HJK", firstRow: 28, lastRow: 60 };
    const seats = seatsOf(wide).map((seat) => seat.seat);
    const odd = seats.filter((_, index) => index % 3 !== 0);
    expect(assignSeats(wide, seats, [A, A, A, A, C, C, C, C, C])).not.toBeNull();
    expect(assignSeats(wide, odd, [A, A, C, C, C, C, C, C, C])).not.toBeNull();
  });
});
