import { describe, expect, it } from "vitest";
import { reservationStatuses } from "@/server/shared/fare-terms";
import { mayBecome, statusesBefore } from "./status";

describe("the status of a reservation", () => {
  it("changes only in the ways that a verb makes", () => {
    const changes = reservationStatuses.flatMap((from) =>
      reservationStatuses.filter((to) => mayBecome(from, to)).map((to) => `${from}→${to}`),
    );
    expect(changes).toEqual(["HELD→CREATED", "HELD→EXPIRED", "CREATED→CANCELLED", "EXPIRED→CREATED"]);
  });

  it("says where a compare-and-set may start", () => {
    expect(statusesBefore("CREATED")).toEqual(["HELD", "EXPIRED"]);
    expect(statusesBefore("CANCELLED")).toEqual(["CREATED"]);
    expect(statusesBefore("EXPIRED")).toEqual(["HELD"]);
    expect(statusesBefore("HELD")).toEqual([]);
  });
});
