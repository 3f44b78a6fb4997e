import { describe, expect, it, test } from "vitest";
import { addMinutes } from "@/server/shared/time";
import { bookingRules, isLiveHold, type Permission, type RuledBooking, statusAt } from "./booking-rules";
import { noShowRule } from "./no-show";
import { cutoffPolicies } from "./policies.fixture";

const NOW = "2026-11-10T00:00:00.000Z";
const leg = (minutesToDeparture: number, flightCancelled = false) => ({
  departsAt: addMinutes(NOW, minutesToDeparture),
  scope: "DOMESTIC" as const,
  flightCancelled,
  missed: false,
});
const DAY = 1_440;
const booking = (changes: Partial<RuledBooking> = {}): RuledBooking => ({
  status: "HELD",
  paymentDeadline: addMinutes(NOW, 10),
  passengersComplete: true,
  segments: [leg(DAY), leg(5 * DAY)],
  ...changes,
});
const overdue = { paymentDeadline: NOW };
const rules = (changes?: Partial<RuledBooking>) =>
  bookingRules({ ...booking(changes), passengers: [1, 2] }, NOW, cutoffPolicies);
const said = (permission: Permission<string> | undefined) =>
  permission?.allowed ? "yes" : (permission?.reason ?? "none");

describe("what a customer may do with a booking, by its status and the time", () => {
  test.each([
    // status, changes, pay, release, enterPassengers, chooseSeats, cancel
    ["HELD", {}, "yes", "yes", "yes", "yes", "UNPAID"],
    ["HELD", { passengersComplete: false }, "PASSENGERS_INCOMPLETE", "yes", "yes", "yes", "UNPAID"],
    ["HELD", overdue, "HOLD_EXPIRED", "yes", "HOLD_EXPIRED", "HOLD_EXPIRED", "UNPAID"],
    ["HELD", { segments: [leg(30)] }, "SALES_CLOSED", "yes", "yes", "yes", "UNPAID"],
    ["HELD", { segments: [leg(31)] }, "yes", "yes", "yes", "yes", "UNPAID"],
    ["HELD", { segments: [leg(0), leg(DAY)] }, "FLIGHT_DEPARTED", "yes", "yes", "yes", "UNPAID"],
    ["CREATED", {}, "HOLD_EXPIRED", "HOLD_ENDED", "HOLD_EXPIRED", "yes", "yes"],
    ["CREATED", overdue, "HOLD_EXPIRED", "HOLD_ENDED", "HOLD_EXPIRED", "yes", "yes"],
    [
      "CREATED",
      { segments: [leg(-60), leg(DAY)] },
      "HOLD_EXPIRED",
      "HOLD_ENDED",
      "HOLD_EXPIRED",
      "yes",
      "yes",
    ],
    [
      "CREATED",
      { segments: [leg(-60), leg(0)] },
      "HOLD_EXPIRED",
      "HOLD_ENDED",
      "HOLD_EXPIRED",
      "yes",
      "DEPARTED",
    ],
    [
      "CREATED",
      { segments: [leg(-60), leg(-30, true)] },
      "HOLD_EXPIRED",
      "HOLD_ENDED",
      "HOLD_EXPIRED",
      "yes",
      "yes",
    ],
    [
      "CREATED",
      { segments: [leg(-60), { ...leg(0), missed: true }] },
      "HOLD_EXPIRED",
      "HOLD_ENDED",
      "HOLD_EXPIRED",
      "yes",
      "yes",
    ],
    ["EXPIRED", {}, "HOLD_EXPIRED", "HOLD_ENDED", "HOLD_EXPIRED", "HOLD_EXPIRED", "UNPAID"],
    ["EXPIRED", overdue, "HOLD_EXPIRED", "HOLD_ENDED", "HOLD_EXPIRED", "HOLD_EXPIRED", "UNPAID"],
    ["CANCELLED", {}, "HOLD_EXPIRED", "HOLD_ENDED", "HOLD_EXPIRED", "HOLD_EXPIRED", "CANCELLED"],
    ["CANCELLED", overdue, "HOLD_EXPIRED", "HOLD_ENDED", "HOLD_EXPIRED", "HOLD_EXPIRED", "CANCELLED"],
  ] as const)("%s %j", (status, changes, ...answers) => {
    const { pay, release, enterPassengers, chooseSeats, cancel } = rules({ status, ...changes });
    expect([pay, release, enterPassengers, chooseSeats, cancel].map(said)).toEqual(answers);
  });

  it("says first that a hold has expired, then that names are missing, then that the sale is over", () => {
    const all = { passengersComplete: false, segments: [leg(-1)] };
    expect(said(rules({ ...all, ...overdue }).pay)).toBe("HOLD_EXPIRED");
    expect(said(rules(all).pay)).toBe("PASSENGERS_INCOMPLETE");
    expect(said(rules({ ...all, passengersComplete: true }).pay)).toBe("FLIGHT_DEPARTED");
  });
});

describe("seats on each flight", () => {
  const segments = [leg(0), leg(DAY, true), leg(DAY), leg(-60, true)];

  test.each([
    ["HELD", ["FLIGHT_DEPARTED", "yes", "yes", "FLIGHT_DEPARTED"]],
    ["CREATED", ["FLIGHT_DEPARTED", "yes", "yes", "FLIGHT_DEPARTED"]],
    ["EXPIRED", Array(4).fill("HOLD_EXPIRED")],
    ["CANCELLED", Array(4).fill("HOLD_EXPIRED")],
  ] as const)("can be chosen until it departs: %s", (status, answers) => {
    expect(rules({ status, segments }).chooseSeatsOn.map(said)).toEqual(answers);
  });

  test.each([
    ["CREATED", ["FLIGHT_DEPARTED", "FLIGHT_CANCELLED", "yes", "FLIGHT_CANCELLED"]],
    ["HELD", Array(4).fill("NOT_CREATED")],
    ["EXPIRED", Array(4).fill("NOT_CREATED")],
    ["CANCELLED", Array(4).fill("NOT_CREATED")],
  ] as const)("can be changed after payment, on flights that are still flown: %s", (status, answers) => {
    expect(rules({ status, segments }).changeSeatsOn.map(said)).toEqual(answers);
  });
});

describe("a no-show can be recorded", () => {
  test.each([
    ["CREATED", leg(0), "yes"],
    ["CREATED", leg(1), "NOT_DEPARTED"],
    ["CREATED", leg(-60, true), "FLIGHT_CANCELLED"],
    ["CANCELLED", leg(-60), "NOT_CREATED"],
    ["HELD", leg(-60), "NOT_CREATED"],
    ["EXPIRED", leg(-60), "NOT_CREATED"],
  ] as const)("on a flight that has left, of a created booking: %s %j", (status, segment, answer) => {
    expect(said(noShowRule({ status }, segment, NOW))).toBe(answer);
  });
});

describe("a hold at its deadline", () => {
  const at = (minutes: number) => ({ ...booking(), paymentDeadline: addMinutes(NOW, minutes) });

  it("is live before it, and over from that moment on", () => {
    expect([0.001, 0, -1].map((minutes) => isLiveHold(at(minutes), NOW))).toEqual([true, false, false]);
  });

  it("is shown as expired before a sweep has ended it; every other status stays what it is", () => {
    expect(statusAt(at(1), NOW)).toBe("HELD");
    expect(statusAt(at(0), NOW)).toBe("EXPIRED");
    for (const status of ["CREATED", "CANCELLED", "EXPIRED"] as const)
      expect(statusAt({ ...at(0), status }, NOW)).toBe(status);
  });

  it("is compared by instant, however the time is written", () => {
    const hold = { status: "HELD" as const, paymentDeadline: "2026-11-10T09:00:00.001+09:00" };
    expect(isLiveHold(hold, NOW)).toBe(true);
  });
});
