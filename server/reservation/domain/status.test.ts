import { describe, expect, it } from "vitest";
import { unitLimitOf } from "./fare-brand";
import { mayBecome, reservationStatuses, statusesBefore } from "./status";

describe("reservation status", () => {
  it("allows exactly the legal moves", () => {
    const legal = reservationStatuses.flatMap((from) =>
      reservationStatuses.filter((to) => mayBecome(from, to)).map((to) => `${from}→${to}`),
    );
    expect(legal).toEqual([
      "HELD→CREATED",
      "HELD→CANCELLED",
      "HELD→EXPIRED",
      "CREATED→CANCELLED",
      "EXPIRED→CREATED",
    ]);
  });

  it("names where a compare-and-set may start", () => {
    expect(statusesBefore("CREATED")).toEqual(["HELD", "EXPIRED"]);
    expect(statusesBefore("CANCELLED")).toEqual(["HELD", "CREATED"]);
    expect(statusesBefore("EXPIRED")).toEqual(["HELD"]);
    expect(statusesBefore("HELD")).toEqual([]);
  });
});

describe("nested brand limits", () => {
  it("closes a cheap brand at its share and the dearest only when the cabin is full", () => {
    expect([40, 80, 100].map((share) => unitLimitOf(189, share))).toEqual([75, 151, 189]);
    expect(unitLimitOf(1, 40)).toBe(0);
  });
});
