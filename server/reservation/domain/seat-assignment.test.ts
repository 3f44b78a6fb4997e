import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CabinLayout, seatsOf } from "@/server/shared/cabin-layout";
import type { PassengerType } from "@/server/shared/fare-terms";

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

  it("uses the next row, close by, when no row has room", () => {
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

  it("gives a lap infant no seat at any position, and needs no seat for infants alone", () => {
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

  it("does not count a seat across the aisle as beside", () => {
    const free = ["11C", "11D", "11F", "12B", "12C"];
    expect(assignSeats(layout, free, [A, A, C])).toEqual(["11C", "12B", "12C"]);
  });

  it("counts only adults of the party as adults beside a child", () => {
    expect(assignSeats(layout, ["11A", "11B", "12A", "12B"], [A, C, C])).toEqual(["11A", "11B", "12A"]);
  });

  it("stays in one row when two rows leave as many children alone", () => {
    expect(assignSeats(layout, ["11A", "11C", "12B"], [A, C])).toEqual(["11A", "11C"]);
  });

  it("leaves out a seat in the middle so that more children sit beside an adult", () => {
    const free = ["11A", "11B", "11C", "12A", "12B"];
    expect(assignSeats(layout, free, [A, C, C, C])).toEqual(["11B", "11A", "11C", "12A"]);
    const pairs = ["11A", "11D", "11E", "12A", "12B"];
    expect(assignSeats(layout, pairs, [A, A, C, C])).toEqual(["11D", "12A", "11E", "12B"]);
  });

  it("never uses more rows than the party has people", () => {
    const tall = { ...layout, lastRow: 20 };
    const free = ["11A", "11B", "12F", "13D", "15A", "15B"];
    expect(assignSeats(tall, free, [A, A, C, C])).toEqual(["11A", "12F", "11B", "13D"]);
  });

  it("never gives an exit seat, even when no other seat is left", () => {
    for (const party of [[A], [A, I], [A, C]]) expect(assignSeats(layout, ["10A", "10B"], party)).toBeNull();
    expect(assignSeats(layout, ["10A", "11A"], [A, A])).toBeNull();
    expect(assignSeats(layout, ["10A", "10B", "14F"], [A])).toEqual(["14F"]);
  });

  it("seats children alone when there is no other way", () => {
    expect(assignSeats(layout, ["11A", "14F"], [A, C])).toEqual(["11A", "14F"]);
  });

  it("returns null without room, and ignores seats that the cabin does not have", () => {
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

  it("leaves as few children alone as any choice of the free seats", { timeout: 20_000 }, () => {
    const twoRows: CabinLayout = { cabin: "ECONOMY", columns: "ABC DEF", firstRow: 11, lastRow: 12 };
    const freeSeats = fc.subarray(seatsOf(twoRows).map((seat) => seat.seat));
    const counts = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(freeSeats, counts, (seats, [adults, children]) => {
        const types = [...Array<PassengerType>(adults).fill(A), ...Array<PassengerType>(children).fill(C)];
        const given = assignSeats(twoRows, seats, types)?.map(String);
        if (!given) return;
        const alone = children - besideOneOf(given.slice(adults), given.slice(0, adults));
        expect(alone).toBe(fewestAlone(seats, adults, children));
      }),
      { numRuns: 500 },
    );
  });

  // Trying all ways to seat nine in such a cabin would exceed the time limit.
  it("seats nine in a wide cabin without trying everything", { timeout: 20_000 }, () => {
    const wide: CabinLayout = { cabin: "ECONOMY", columns: "ABC DEF HJK", firstRow: 28, lastRow: 60 };
    const seats = seatsOf(wide).map((seat) => seat.seat);
    const odd = seats.filter((_, index) => index % 3 !== 0);
    expect(assignSeats(wide, seats, [A, A, A, A, C, C, C, C, C])).not.toBeNull();
    expect(assignSeats(wide, odd, [A, A, C, C, C, C, C, C, C])).not.toBeNull();
  });
});

/** How many of `children` are seats beside one of `adults`, in a cabin of the columns ABC DEF. */
function besideOneOf(children: readonly string[], adults: readonly string[]): number {
  const neighbours: Record<string, string> = { A: "B", B: "AC", C: "B", D: "E", E: "DF", F: "E" };
  const isBeside = (a: string, b: string) =>
    a.slice(0, -1) === b.slice(0, -1) && (neighbours[a.slice(-1)] ?? "").includes(b.slice(-1));
  return children.filter((child) => adults.some((adult) => isBeside(child, adult))).length;
}

/** The fewest children alone over every way to give adults their seats; children then take the seats beside them. */
function fewestAlone(seats: readonly string[], adults: number, children: number): number {
  const most = waysToChoose(seats, adults).map((chosen) =>
    besideOneOf(
      seats.filter((seat) => !chosen.includes(seat)),
      chosen,
    ),
  );
  return Math.max(0, children - Math.max(...most));
}

function waysToChoose(items: readonly string[], size: number): string[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, n) =>
    waysToChoose(items.slice(n + 1), size - 1).map((others) => [item, ...others]),
  );
}
