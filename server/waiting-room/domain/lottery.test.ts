import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawOrder } from "./lottery";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const ids = fc.uniqueArray(fc.uuid(), { maxLength: 60 });

test("the draw is a permutation, and the same for everybody who knows the seed", () => {
  fc.assert(
    fc.property(fc.string(), ids, fc.nat(), (seed, places, turn) => {
      const drawn = drawOrder(seed, places, sha256);
      expect([...drawn].sort()).toEqual([...places].sort());
      // The order in which people came is no part of it.
      const cut = places.length > 0 ? turn % places.length : 0;
      expect(drawOrder(seed, [...places.slice(cut), ...places.slice(0, cut)], sha256)).toEqual(drawn);
    }),
  );
});

test("another place, or one that goes, changes nothing about the order of the others", () => {
  fc.assert(
    fc.property(fc.string(), ids, fc.uuid(), (seed, places, late) => {
      const others = places.filter((id) => id !== late);
      expect(drawOrder(seed, [...others, late], sha256).filter((id) => id !== late)).toEqual(
        drawOrder(seed, others, sha256),
      );
    }),
  );
});

test("every place is as likely for everybody: over many seeds no one is favoured", () => {
  const places = Array.from({ length: 10 }, (_, n) => `0192f0c0-0000-7000-8000-00000000000${n}`);
  const draws = 4_000;
  const first = new Map<string, number>();
  for (let n = 0; n < draws; n += 1) {
    const [winner = ""] = drawOrder(`seed ${n}`, places, sha256);
    first.set(winner, (first.get(winner) ?? 0) + 1);
  }
  // Chi-square with nine degrees of freedom: 27.9 is passed once in a thousand times; the seeds are fixed.
  const expected = draws / places.length;
  const chi = places.reduce((sum, id) => sum + ((first.get(id) ?? 0) - expected) ** 2 / expected, 0);
  expect(chi).toBeLessThan(27.9);
});
