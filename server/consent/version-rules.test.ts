import { expect, test } from "vitest";
import { consentFaults, currentVersion } from "./version-rules";

const rows = ["2026-01-01", "2027-03-01", "2026-06-01"].map((version) => ({
  document: "privacy" as const,
  version,
}));

test.each([
  ["2025-12-31", undefined],
  ["2026-01-01", "2026-01-01"],
  ["2026-05-31", "2026-01-01"],
  ["2026-06-01", "2026-06-01"],
  ["2027-02-28", "2026-06-01"],
  ["2027-03-01", "2027-03-01"],
])("on %s the version %s is in force", (day, version) => {
  expect(currentVersion(rows, "privacy", day)).toBe(version);
  expect(currentVersion(rows, "cookies", day)).toBeUndefined();
});

test("what was not stated is missing, and another version is outdated", () => {
  const needed = [
    { document: "privacy", version: "2026-06-01" },
    { document: "terms-of-use", version: "2026-01-01" },
    { document: "fare-rules", version: "2026-01-01" },
  ] as const;
  const stated = [
    { document: "privacy", version: "2026-01-01" },
    { document: "terms-of-use", version: "2026-01-01" },
    { document: "marketing", version: "2026-01-01" },
  ] as const;
  expect(consentFaults(needed, stated)).toEqual({
    privacy: "consentOutdated",
    "fare-rules": "consentMissing",
  });
  expect(consentFaults(needed, needed)).toEqual({});
});
