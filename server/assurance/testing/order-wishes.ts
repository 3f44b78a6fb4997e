import fc from "fast-check";
import { adult } from "@/server/reservation/testing/fixtures";

/** What random lives of orders consist of. */

const child = { ...adult("KIM", "HANUL"), type: "CHILD" as const, birthDate: "2019-03-03" };
const infant = { ...adult("KIM", "BORAM"), type: "INFANT" as const, birthDate: "2026-06-01" };
export const parties = {
  ONE: [adult()],
  TWO: [adult(), adult("LEE", "JUNHO")],
  FAMILY: [adult(), adult("LEE", "JUNHO"), child, infant],
};

const nat = fc.nat(20);
const brand = fc.constantFrom("SAVER" as const, "STANDARD" as const);
const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("CHANGE" as const),
      both: fc.boolean(),
      pick: nat,
      brand,
      payment: fc.constantFrom("PAID", "PAID", "TWICE", "LATE", "WRONG_SUM", "WITHDRAWN", "EXPIRED", "OPEN"),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("CANCEL_PART" as const), pick: nat, of: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("CANCEL" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("SEATS" as const), pick: nat }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("SPLIT" as const), pick: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("CORRECT_NAME" as const), pick: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("FLOWN" as const), missed: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("AIRLINE_CANCELS" as const), pick: nat }) },
);
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

export const lives = fc.record({
  party: fc.constantFrom("ONE" as const, "TWO" as const, "FAMILY" as const),
  brand,
  out: nat,
  back: nat,
  oneWay: fc.boolean(),
  boughtDaysAgo: fc.constantFrom(0, 7),
  sale: fc.constantFrom("PAID", "PAID", "PAID", "PAID", "TWICE", "LATE", "EXPIRED"),
  steps: fc.array(step, { minLength: 1, maxLength: 6 }),
});
export type Life = typeof lives extends fc.Arbitrary<infer Value> ? Value : never;

const change = (
  payment: Extract<Step, { kind: "CHANGE" }>["payment"],
  newBrand: Life["brand"] = "STANDARD",
): Step => ({
  kind: "CHANGE",
  ...{ both: false, pick: 0, brand: newBrand, payment },
});
/** Picks the second passenger alone, and the first flight alone. */
const SECOND = 0b01101;
const FIRST = 0b11110;

const lifeOf = (steps: Step[], wish: Partial<Life> = {}): Life => ({
  party: "TWO",
  brand: "STANDARD",
  ...{ out: 0, back: 0, oneWay: false, boughtDaysAgo: 7, sale: "PAID" },
  steps,
  ...wish,
});

/**
 * Lives in which each kind of operation happens for certain, one after the other: a short run of random ones may miss
 * some.
 */
export const certainLives: readonly Life[] = [
  lifeOf([change("PAID", "SAVER"), change("PAID"), change("TWICE"), change("LATE"), change("WRONG_SUM")]),
  lifeOf([change("WITHDRAWN"), change("EXPIRED")]),
  lifeOf([change("PAID")], { boughtDaysAgo: 0 }),
  lifeOf([{ kind: "CANCEL_PART", pick: SECOND, of: 0 }, { kind: "CANCEL" }], { party: "FAMILY" }),
  lifeOf([{ kind: "CANCEL_PART", pick: 0, of: FIRST }], { sale: "TWICE" }),
  lifeOf([
    { kind: "SPLIT", pick: SECOND },
    { kind: "CORRECT_NAME", pick: 0 },
    { kind: "CORRECT_NAME", pick: 0 },
    { kind: "SEATS", pick: 0 },
  ]),
  lifeOf([{ kind: "FLOWN", missed: true }], { party: "ONE" }),
  lifeOf(
    [
      { kind: "FLOWN", missed: false },
      { kind: "CANCEL_PART", pick: 0, of: SECOND },
    ],
    { sale: "LATE" },
  ),
  lifeOf([{ kind: "AIRLINE_CANCELS", pick: 0 }], { party: "ONE" }),
  lifeOf([], { sale: "EXPIRED" }),
];
