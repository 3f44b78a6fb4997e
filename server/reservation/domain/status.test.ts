import { describe, expect, it } from "vitest";
import { brandUnitsLeft } from "./fare-brand";
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
    expect(brandUnitsLeft(189, 0, 40)).toBe(75);
    expect(brandUnitsLeft(189, 75, 40)).toBe(0);
    expect(brandUnitsLeft(189, 120, 40)).toBe(0);
    expect(brandUnitsLeft(189, 188, 100)).toBe(1);
    expect(brandUnitsLeft(189, 189, 100)).toBe(0);
  });
});
