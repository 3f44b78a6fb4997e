import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CancelCause, flightScopes } from "@/server/shared/fare-terms";
import { addMinutes } from "@/server/shared/time";
import { cutoffPolicies as cutoffs, refundPolicies as policies } from "./policies.fixture";
import { MissingPolicyError } from "./policy-rows";
import type { PriceLine } from "./pricing";
import { quoteRefund, type RefundSegment } from "./refund";

const purchasedAt = "2026-01-01T00:00:00.000Z";
const domestic: RefundSegment = {
  scope: "DOMESTIC",
  brand: "STANDARD",
  refundable: true,
  departsAt: "2026-12-01T00:00:00.000Z",
  originZone: "Asia/Seoul",
  flightCancelled: false,
  missed: false,
};
const international: RefundSegment = { ...domestic, scope: "INTERNATIONAL" };
const linesOf = (segmentIndex: number, fare = 80_000): PriceLine[] => [
  { kind: "FARE", segmentIndex, passengerIndex: 0, amount: fare },
  { kind: "FUEL_SURCHARGE", segmentIndex, passengerIndex: 0, amount: 7_700 },
  { kind: "AIRPORT_CHARGE", segmentIndex, passengerIndex: 0, amount: 4_000 },
];

function quote(segment: RefundSegment, now: string, lines = linesOf(0), cause: CancelCause = "CUSTOMER") {
  return quoteRefund({ lines, segments: [segment], cause, purchasedAt, now, policies, cutoffs });
}

describe("refund on the customer's wish", () => {
  it.each([
    ["31 days before, late in the Korean day", "2026-10-31T14:59:00.000Z", 3_000],
    ["30 days before, just after Korean midnight", "2026-10-31T15:00:00.000Z", 13_000],
    ["on the day itself", "2026-11-30T23:39:59.000Z", 13_000],
    ["from the no-show cut-off on", "2026-11-30T23:40:00.000Z", 85_000],
    ["until it has left", "2026-11-30T23:59:59.999Z", 85_000],
  ])("%s the fee is right", (_, now, fee) => {
    const result = quote(domestic, now);
    expect(result.fee.amount).toBe(fee);
    expect(result.refundable.amount).toBe(91_700 - fee);
    expect(result.paid.amount).toBe(91_700);
    expect(result.deductions[0]?.reason).toBe(fee === 85_000 ? "NO_SHOW_FEE" : "CANCELLATION_FEE");
  });

  it("is free within 24 hours of purchase, not a minute longer", () => {
    const soon = quote(domestic, addMinutes(purchasedAt, 24 * 60 - 1));
    expect(soon.fee.amount).toBe(0);
    expect(soon.waivers).toEqual([{ segmentIndex: 0, reason: "SOON_AFTER_PURCHASE" }]);
    expect(quote(domestic, addMinutes(purchasedAt, 24 * 60)).fee.amount).toBe(3_000);
  });

  it("gives no 24-hour waiver from the no-show cut-off on, of its own scope", () => {
    const soon = { ...domestic, departsAt: "2026-01-01T01:00:00.000Z" };
    expect(quote(soon, "2026-01-01T00:39:00.000Z").fee.amount).toBe(0);
    expect(quote(soon, "2026-01-01T00:40:00.000Z").deductions[0]?.reason).toBe("NO_SHOW_FEE");
    const abroad = { ...soon, scope: "INTERNATIONAL" as const };
    expect(quote(abroad, "2026-01-01T00:09:00.000Z").fee.amount).toBe(0);
    expect(quote(abroad, "2026-01-01T00:10:00.000Z").deductions[0]?.reason).toBe("NO_SHOW_FEE");
  });

  it("returns nothing of a flight that has left, as its passengers count as flown", () => {
    const result = quote(domestic, domestic.departsAt);
    expect(result.deductions).toEqual([
      { reason: "FLOWN", segmentIndex: 0, passengerIndex: 0, amount: 91_700 },
    ]);
    expect([result.standings, result.nextChange]).toEqual([["DEPARTED"], null]);
  });

  it("charges a missed flight by the no-show row, also after departure and soon after the purchase", () => {
    const missed = { ...domestic, missed: true };
    const later = quote(missed, "2027-01-01T00:00:00.000Z");
    expect(later.deductions).toEqual([
      { reason: "NO_SHOW_FEE", segmentIndex: 0, passengerIndex: 0, amount: 85_000 },
    ]);
    expect([later.refundable.amount, later.standings, later.nextChange]).toEqual([6_700, ["NO_SHOW"], null]);
    const atOnce = { ...missed, departsAt: addMinutes(purchasedAt, 60) };
    expect(quote(atOnce, addMinutes(purchasedAt, 61)).fee.amount).toBe(85_000);
    const longBefore = { ...missed, departsAt: addMinutes(purchasedAt, 400 * 24 * 60) };
    expect(quote(longBefore, addMinutes(purchasedAt, 2 * 24 * 60)).waivers).toEqual([]);
    const saver = quote({ ...missed, refundable: false }, "2027-01-01T00:00:00.000Z");
    expect([saver.deductions[0]?.reason, saver.refundable.amount]).toEqual(["NOT_REFUNDABLE", 4_000]);
  });

  it("returns a missed flight in full when the airline cancels another flight of the booking", () => {
    const result = quote({ ...domestic, missed: true }, "2027-01-01T00:00:00.000Z", linesOf(0), "AIRLINE");
    expect(result.refundable.amount).toBe(91_700);
    expect(result.waivers).toEqual([{ segmentIndex: 0, reason: "AIRLINE_CANCELLED" }]);
  });

  it("lets the fee step of an earlier quote stand across midnight, but not across the cut-off", () => {
    const at = { lines: linesOf(0), segments: [domestic], cause: "CUSTOMER" as const, purchasedAt };
    const again = (now: string, quotedAt: string) =>
      quoteRefund({ ...at, now, quotedAt, policies, cutoffs }).fee.amount;
    expect(again("2026-10-31T15:05:00.000Z", "2026-10-31T14:55:00.000Z")).toBe(3_000);
    expect(again("2026-11-30T23:40:00.000Z", "2026-11-30T23:39:00.000Z")).toBe(85_000);
  });

  it("says when it changes: at the next cut-off or departure of any flight", () => {
    const back = { ...domestic, departsAt: "2026-12-05T00:00:00.000Z" };
    const nextAt = (now: string) =>
      quoteRefund({
        lines: [],
        segments: [back, domestic],
        cause: "CUSTOMER",
        purchasedAt,
        now,
        policies,
        cutoffs,
      }).nextChange;
    expect(nextAt("2026-11-30T00:00:00.000Z")).toBe("2026-11-30T23:40:00.000Z");
    expect(nextAt("2026-11-30T23:40:00.000Z")).toBe("2026-12-01T00:00:00.000Z");
    expect(nextAt("2026-12-01T00:00:00.000Z")).toBe("2026-12-04T23:40:00.000Z");
  });

  it("is free from 91 days before an international departure, but not a domestic one", () => {
    const ninetyOne = "2026-09-01T00:00:00.000Z";
    expect(quote(international, ninetyOne).waivers).toEqual([
      { segmentIndex: 0, reason: "LONG_BEFORE_DEPARTURE" },
    ]);
    expect(quote(international, "2026-09-02T00:00:00.000Z").fee.amount).toBe(3_000);
    expect(quote(domestic, ninetyOne).fee.amount).toBe(3_000);
  });

  it("takes no more than fare and fuel surcharge: charges come back whatever the fee", () => {
    const cheap = quote(domestic, "2026-11-20T00:00:00.000Z", linesOf(0, 1_000));
    expect(cheap.fee.amount).toBe(5_100);
    const free = quote(domestic, "2026-11-20T00:00:00.000Z", linesOf(0, 0).slice(2));
    expect([free.fee.amount, free.refundable.amount, free.deductions]).toEqual([0, 4_000, []]);
  });

  it("keeps fare and surcharge of a brand that is not refundable, after the free periods", () => {
    const result = quote({ ...domestic, refundable: false }, "2026-06-01T00:00:00.000Z");
    expect(result.deductions).toEqual([
      { reason: "NOT_REFUNDABLE", segmentIndex: 0, passengerIndex: 0, amount: 87_700 },
    ]);
    expect(quote({ ...domestic, refundable: false }, "2026-01-01T01:00:00.000Z").fee.amount).toBe(0);
  });

  it("returns only the unflown part of a trip", () => {
    const result = quoteRefund({
      lines: [...linesOf(0), ...linesOf(1)],
      segments: [{ ...domestic, departsAt: "2026-02-01T00:00:00.000Z" }, domestic],
      cause: "CUSTOMER",
      purchasedAt,
      now: "2026-02-02T00:00:00.000Z",
      policies,
      cutoffs,
    });
    expect(result.deductions.map((each) => [each.reason, each.segmentIndex, each.amount])).toEqual([
      ["FLOWN", 0, 91_700],
      ["CANCELLATION_FEE", 1, 3_000],
    ]);
    expect(result.refundable.amount).toBe(88_700);
  });

  it("fails loudly when a table has no row", () => {
    const segments = [domestic];
    const request = { lines: linesOf(0), segments, cause: "CUSTOMER" as const, purchasedAt, cutoffs };
    const now = "2026-11-20T00:00:00.000Z";
    expect(() => quoteRefund({ ...request, now, policies: { ...policies, fees: [] } })).toThrow(
      MissingPolicyError,
    );
    expect(() => quoteRefund({ ...request, now, policies: { ...policies, waivers: [] } })).toThrow(
      new MissingPolicyError("No refund waiver for DOMESTIC in force on 2026-01-01"),
    );
  });
});

describe("refund when the airline cancels", () => {
  it("returns everything, at any time and for any brand", () => {
    const cancelled = { ...domestic, refundable: false, flightCancelled: true };
    for (const now of ["2026-06-01T00:00:00.000Z", "2026-11-30T23:50:00.000Z", "2026-12-02T00:00:00.000Z"]) {
      const result = quote(cancelled, now, linesOf(0), "AIRLINE");
      expect([result.fee.amount, result.refundable.amount]).toEqual([0, 91_700]);
      expect(result.waivers).toEqual([{ segmentIndex: 0, reason: "AIRLINE_CANCELLED" }]);
    }
  });

  it("returns everything when the airline gives up a trip whose flights all go", () => {
    for (const now of ["2026-11-20T00:00:00.000Z", "2026-11-30T23:50:00.000Z"]) {
      const result = quote({ ...domestic, refundable: false }, now, linesOf(0), "AIRLINE");
      expect([result.fee.amount, result.deductions]).toEqual([0, []]);
      expect(result.waivers).toEqual([{ segmentIndex: 0, reason: "AIRLINE_CANCELLED" }]);
    }
  });

  it("returns everything but what has left, and so to a customer who asks before the airline has come to it", () => {
    const out = { ...domestic, departsAt: "2026-02-01T00:00:00.000Z" };
    for (const cause of ["AIRLINE", "CUSTOMER"] as const) {
      const result = quoteRefund({
        lines: [...linesOf(0), ...linesOf(1), ...linesOf(2)],
        segments: [out, { ...domestic, flightCancelled: true }, { ...domestic, refundable: false }],
        cause,
        purchasedAt,
        now: "2026-11-30T23:50:00.000Z",
        policies,
        cutoffs,
      });
      expect(result.deductions.map((each) => [each.reason, each.segmentIndex])).toEqual([["FLOWN", 0]]);
      expect(result.refundable.amount).toBe(2 * 91_700);
      expect(result.standings[0]).toBe("DEPARTED");
    }
  });
});

describe("laws of refunds", () => {
  const brand = fc.constantFrom("SAVER" as const, "STANDARD" as const, "FLEX" as const, "BUSINESS" as const);
  const segment = fc.record({
    scope: fc.constantFrom(...flightScopes),
    brand,
    refundable: fc.boolean(),
    departsAt: fc.integer({ min: 0, max: 500_000 }).map((minutes) => addMinutes(purchasedAt, minutes)),
    originZone: fc.constantFrom("Asia/Seoul", "America/New_York"),
    flightCancelled: fc.boolean(),
    missed: fc.boolean(),
  });
  const line = fc.record({
    kind: fc.constantFrom(
      "FARE" as const,
      "FUEL_SURCHARGE" as const,
      "AIRPORT_CHARGE" as const,
      "DEPARTURE_LEVY" as const,
    ),
    segmentIndex: fc.integer({ min: 0, max: 2 }),
    passengerIndex: fc.integer({ min: 0, max: 8 }),
    amount: fc.integer({ min: 0, max: 3_000_000 }),
  });
  const request = fc.record({
    lines: fc.array(line, { maxLength: 30 }),
    segments: fc.array(segment, { minLength: 3, maxLength: 3 }),
    cause: fc.constantFrom("CUSTOMER" as const, "AIRLINE" as const),
    now: fc.integer({ min: 0, max: 600_000 }).map((minutes) => addMinutes(purchasedAt, minutes)),
  });

  it("pays back between nothing and what was paid, and accounts for the rest", () => {
    fc.assert(
      fc.property(request, (input) => {
        const result = quoteRefund({ ...input, purchasedAt, policies, cutoffs });
        expect(result.refundable.amount).toBeGreaterThanOrEqual(0);
        expect(result.fee.amount).toBeGreaterThanOrEqual(0);
        expect(result.fee.amount + result.refundable.amount).toBe(result.paid.amount);
        expect(result.deductions.reduce((sum, each) => sum + each.amount, 0)).toBe(result.fee.amount);
      }),
    );
  });

  it("always returns charges and levies of what has not left, and nothing of what has", () => {
    fc.assert(
      fc.property(request, (input) => {
        const result = quoteRefund({ ...input, purchasedAt, policies, cutoffs });
        const left = (index: number) => result.standings[index] === "DEPARTED";
        const flown = input.lines
          .filter((each) => left(each.segmentIndex))
          .reduce((sum, each) => sum + each.amount, 0);
        expect(result.refundable.amount).toBeLessThanOrEqual(result.paid.amount - flown);
        const charges = input.lines
          .filter((each) => each.kind === "AIRPORT_CHARGE" || each.kind === "DEPARTURE_LEVY")
          .filter((each) => !left(each.segmentIndex))
          .reduce((sum, each) => sum + each.amount, 0);
        expect(result.refundable.amount).toBeGreaterThanOrEqual(charges);
      }),
    );
  });

  it("stay as they are until the next change, but for the fee steps by day", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(request, share, (input, part) => {
        const first = quoteRefund({ ...input, purchasedAt, policies, cutoffs });
        const from = Date.parse(input.now);
        const end = Date.parse(first.nextChange ?? addMinutes(input.now, 1_000));
        const now = new Date(from + Math.floor((end - from - 1) * part)).toISOString();
        const again = quoteRefund({ ...input, now, quotedAt: input.now, purchasedAt, policies, cutoffs });
        expect(again).toEqual(first);
      }),
    );
  });

  it("never returns more by waiting, once the waiver has passed", () => {
    const later = fc.integer({ min: 0, max: 200_000 });
    fc.assert(
      fc.property(request, later, (input, minutes) => {
        const first = { ...input, now: addMinutes(input.now, 24 * 60), purchasedAt, policies, cutoffs };
        const second = { ...first, now: addMinutes(first.now, minutes) };
        expect(quoteRefund(second).refundable.amount).toBeLessThanOrEqual(
          quoteRefund(first).refundable.amount,
        );
      }),
    );
  });
});

describe("the fee row", () => {
  const always = { validFrom: "2020-01-01", validTo: null };
  const rows = flightScopes.flatMap((scope, s) =>
    (["SAVER", "STANDARD"] as const).map((brand, b) => ({
      scope,
      brand,
      minDaysToDeparture: -1,
      feeKrw: 1_000 * (1 + 2 * s + b),
      farePercent: 0,
      ...always,
    })),
  );
  const fee = (segment: Partial<RefundSegment>, fees = rows) =>
    quoteRefund({
      lines: linesOf(0),
      segments: [{ ...domestic, ...segment }],
      cause: "CUSTOMER",
      purchasedAt,
      now: "2026-11-20T00:00:00.000Z",
      policies: { ...policies, fees },
      cutoffs,
    }).fee.amount;

  it("is the one of the flight's own scope and brand, wherever it stands in the table", () => {
    for (const fees of [rows, rows.toReversed()]) {
      expect(fee({ scope: "DOMESTIC", brand: "SAVER" }, fees)).toBe(1_000);
      expect(fee({ scope: "DOMESTIC", brand: "STANDARD" }, fees)).toBe(2_000);
      expect(fee({ scope: "INTERNATIONAL", brand: "SAVER" }, fees)).toBe(3_000);
      expect(fee({ scope: "INTERNATIONAL", brand: "STANDARD" }, fees)).toBe(4_000);
    }
  });

  it("is the newest of those that hold for as many days", () => {
    const [old] = rows;
    const newer = { ...old!, feeKrw: 9_000, validFrom: "2025-01-01" };
    for (const fees of [
      [old!, newer],
      [newer, old!],
    ])
      expect(fee({ brand: "SAVER" }, fees)).toBe(9_000);
  });

  it("is missed by name", () => {
    expect(() => fee({ brand: "FLEX" })).toThrow("No refund fee for DOMESTIC FLEX at 11 days");
  });
});
