import { describe, expect, test } from "vitest";
import { excessOf, type HoldCaps, holdCapsOn } from "./hold-caps";
import { holdCapPolicies } from "./policies.fixture";

const caps: HoldCaps = {
  holdsPerCustomer: 5,
  holdsPerAddress: 50,
  holdsPerHour: 30,
  unitsPerContact: 9,
  unprovenSharePercent: 30,
};
const held = (more: object = {}) => ({ ofCustomer: 1, fromAddress: 1, unproven: null, ...more });
const unproven = (heldByUnproven: number, capacity: number, ofContact = 1) =>
  held({ unproven: { ofContact, cabins: [{ capacity, heldByUnproven }] } });

describe("the caps of a day", () => {
  const policies = holdCapPolicies({
    holdsPerCustomer: 1,
    holdsPerAddress: 2,
    holdsPerHour: 3,
    unitsPerContact: 4,
    unprovenSharePercent: 5,
  });

  test("are each the limit of its own table", () => {
    expect(holdCapsOn(policies, "2026-11-29")).toEqual({
      holdsPerCustomer: 1,
      holdsPerAddress: 2,
      holdsPerHour: 3,
      unitsPerContact: 4,
      unprovenSharePercent: 5,
    });
  });

  test("are missed by name when a table has no row for the day", () => {
    expect(() => holdCapsOn(policies, "2019-12-31")).toThrow(
      "No hold cap holdsPerCustomer in force on 2019-12-31",
    );
    expect(() => holdCapsOn({ ...policies, holdsPerHour: [] }, "2026-11-29")).toThrow(
      "No hold cap holdsPerHour in force on 2026-11-29",
    );
  });
});

describe("what is held without payment", () => {
  test("may reach each cap, and not exceed it", () => {
    expect(excessOf(held({ ofCustomer: 5, fromAddress: 50 }), 1, caps)).toBeNull();
    expect(excessOf(held({ ofCustomer: 6 }), 1, caps)).toBe("TOO_MANY_HOLDS");
    expect(excessOf(held({ fromAddress: 51 }), 1, caps)).toBe("TOO_MANY_HOLDS");
    expect(excessOf(unproven(1, 100, 9), 1, caps)).toBeNull();
    expect(excessOf(unproven(1, 100, 10), 1, caps)).toBe("TOO_MANY_HOLDS");
  });

  test.each([
    [3, 10, 1, null],
    [4, 10, 1, "SEATS_IN_CHECKOUT"],
    [75, 252, 9, null],
    [76, 252, 9, "SEATS_IN_CHECKOUT"],
    // Alone in a small cabin: a family may hold more than the share.
    [4, 8, 4, null],
    [5, 8, 4, "SEATS_IN_CHECKOUT"],
  ])("%i of %i units, %i of them one's own: %s", (units, capacity, own, excess) => {
    expect(excessOf(unproven(units, capacity), own, caps)).toBe(excess);
  });

  test("each cabin of an itinerary has a share of its own", () => {
    const cabins = [
      { capacity: 100, heldByUnproven: 1 },
      { capacity: 100, heldByUnproven: 31 },
    ];
    expect(excessOf(held({ unproven: { ofContact: 1, cabins } }), 1, caps)).toBe("SEATS_IN_CHECKOUT");
  });

  test("a share of all seats is no cap: then the flight is simply full", () => {
    expect(excessOf(unproven(11, 10), 1, { ...caps, unprovenSharePercent: 100 })).toBeNull();
  });
});
