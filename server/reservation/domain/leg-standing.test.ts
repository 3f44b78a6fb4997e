import { describe, expect, test } from "vitest";
import { hasLeft, isFlown, nextStandingChange, standingOf } from "./leg-standing";
import { cutoffPolicies } from "./policies.fixture";

const bought = "2026-11-01";
const leg = {
  scope: "DOMESTIC" as const,
  departsAt: "2026-11-10T00:30:00.000Z",
  flightCancelled: false,
  missed: false,
};
const abroad = { ...leg, scope: "INTERNATIONAL" as const };
const cancelled = { ...leg, flightCancelled: true };
const missed = { ...leg, missed: true };

describe("a booked flight", () => {
  test.each([
    ["long before", leg, "2026-11-01T00:00:00.000Z", "AHEAD"],
    ["until the no-show cut-off", leg, "2026-11-10T00:09:59.999Z", "AHEAD"],
    ["from the cut-off on", leg, "2026-11-10T00:10:00.000Z", "NO_SHOW"],
    ["until the cut-off of its own scope", abroad, "2026-11-09T23:39:59.999Z", "AHEAD"],
    ["from the cut-off of its own scope on", abroad, "2026-11-09T23:40:00.000Z", "NO_SHOW"],
    ["until it leaves", leg, "2026-11-10T00:29:59.999Z", "NO_SHOW"],
    ["from departure on", leg, "2026-11-10T00:30:00.000Z", "DEPARTED"],
    ["cancelled, after its cut-off", cancelled, "2026-11-10T00:10:00.000Z", "AHEAD"],
    ["cancelled, after its departure", cancelled, "2026-11-10T00:30:00.000Z", "AHEAD"],
  ])("%s it stands as it should", (_, flight, now, standing) => {
    expect(standingOf(flight, now, cutoffPolicies, bought)).toBe(standing);
    expect(hasLeft(flight, now)).toBe(standing === "DEPARTED");
    expect(isFlown(flight, now)).toBe(standing === "DEPARTED");
  });

  test.each(["2026-11-01T00:00:00.000Z", leg.departsAt, "2027-11-10T00:30:00.000Z"])(
    "that was missed is a no-show whatever the time, also at %s",
    (now) => {
      expect(standingOf(missed, now, cutoffPolicies, bought)).toBe("NO_SHOW");
      expect(isFlown(missed, now)).toBe(false);
      expect(standingOf({ ...missed, flightCancelled: true }, now, cutoffPolicies, bought)).toBe("AHEAD");
    },
  );

  test("is compared by instant, however the time is written", () => {
    expect(hasLeft(leg, "2026-11-10T09:30:00.000+09:00")).toBe(true);
    expect(hasLeft(leg, "2026-11-10T09:29:00.000+09:00")).toBe(false);
  });

  test("needs a cut-off in force on the day of purchase, unless it is cancelled or has left", () => {
    const on = (flight: typeof leg, now: string) => standingOf(flight, now, cutoffPolicies, "2019-12-31");
    expect(() => on(leg, "2026-11-01T00:00:00.000Z")).toThrow("No noShow cut-off for DOMESTIC in force");
    expect(on(cancelled, "2026-11-01T00:00:00.000Z")).toBe("AHEAD");
    expect(on(leg, leg.departsAt)).toBe("DEPARTED");
  });
});

describe("the next change of standing", () => {
  const later = { ...leg, departsAt: "2026-11-12T00:30:00.000Z" };

  test.each([
    ["the cut-off", [leg], "2026-11-10T00:09:59.999Z", "2026-11-10T00:10:00.000Z"],
    ["the departure", [leg], "2026-11-10T00:10:00.000Z", "2026-11-10T00:30:00.000Z"],
    ["none after the departure", [leg], "2026-11-10T00:30:00.000Z", null],
    ["the first of all flights", [later, leg], "2026-11-01T00:00:00.000Z", "2026-11-10T00:10:00.000Z"],
    ["one of those to come", [later, leg], "2026-11-10T00:30:00.000Z", "2026-11-12T00:10:00.000Z"],
    ["none of a cancelled flight", [cancelled], "2026-11-01T00:00:00.000Z", null],
    ["not a cancelled flight's", [cancelled, later], "2026-11-01T00:00:00.000Z", "2026-11-12T00:10:00.000Z"],
    ["none of a missed flight", [missed], "2026-11-01T00:00:00.000Z", null],
    ["none without a flight", [], "2026-11-01T00:00:00.000Z", null],
  ])("is %s", (_, legs, now, at) => {
    expect(nextStandingChange(legs, now, cutoffPolicies, bought)).toBe(at);
  });
});
