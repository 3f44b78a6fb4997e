import { describe, expect, it } from "vitest";
import { cutoffMinutes, cutoffOf } from "./cutoffs";
import { cutoffPolicies } from "./policies.fixture";
import { MissingPolicyError } from "./policy-rows";

const departsAt = "2026-11-10T00:30:00.000Z";

describe("cut-offs", () => {
  it.each([
    ["sales", "DOMESTIC", "2026-11-10T00:00:00.000Z"],
    ["sales", "INTERNATIONAL", "2026-11-09T23:30:00.000Z"],
    ["noShow", "DOMESTIC", "2026-11-10T00:10:00.000Z"],
    ["noShow", "INTERNATIONAL", "2026-11-09T23:40:00.000Z"],
  ] as const)("%s of a %s flight", (kind, scope, at) => {
    expect(cutoffOf(kind, { departsAt, scope }, cutoffPolicies, "2026-11-01")).toBe(at);
  });

  it("are so many minutes before departure", () => {
    expect(cutoffMinutes("sales", "INTERNATIONAL", cutoffPolicies, "2026-11-01")).toBe(60);
    expect(cutoffMinutes("noShow", "DOMESTIC", cutoffPolicies, "2026-11-01")).toBe(20);
  });

  it("is a fault in the tables when no row is in force", () => {
    expect(() => cutoffOf("sales", { departsAt, scope: "DOMESTIC" }, cutoffPolicies, "2019-12-31")).toThrow(
      MissingPolicyError,
    );
    expect(() => cutoffOf("noShow", { departsAt, scope: "DOMESTIC" }, cutoffPolicies, "2019-12-31")).toThrow(
      "No noShow cut-off for DOMESTIC in force on 2019-12-31",
    );
  });
});
