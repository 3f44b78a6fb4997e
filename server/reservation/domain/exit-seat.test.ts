import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "@/server/shared/time";
import { exitSeatFromAge, exitSeatPositions, type SeatedPassenger } from "./exit-seat";
import { passengerPolicies } from "./policies.fixture";

const flightDate = "2026-12-01";
const one = (position: number, type: SeatedPassenger["type"], birthDate: string | null) => ({
  position,
  type,
  birthDate,
});
const grown = (position: number) => one(position, "ADULT", "1990-05-05");
const allowed = (...party: SeatedPassenger[]) => exitSeatPositions(party, flightDate, 15);

describe("seats beside an exit", () => {
  it("are for people of 15 on the day of the flight", () => {
    expect(allowed(one(0, "ADULT", "2011-12-01"))).toEqual([0]);
    expect(allowed(one(0, "ADULT", "2011-12-02"))).toEqual([]);
    expect(allowed(one(0, "ADULT", "2013-06-01"))).toEqual([]);
    expect(allowed(one(0, "CHILD", "2014-06-01"))).toEqual([]);
  });

  it("are not for passengers without a birth date, nor for infants", () => {
    expect(allowed(one(0, "ADULT", null))).toEqual([]);
    expect(allowed(grown(0), grown(1), one(2, "INFANT", "1990-01-01"))).toEqual([1]);
  });

  it("are not for the adults who hold an infant, one for each, however the party is listed", () => {
    const infant = (position: number) => one(position, "INFANT", "2026-01-01");
    expect(allowed(grown(0), grown(1), infant(2))).toEqual([1]);
    expect(allowed(infant(3), grown(1), grown(0))).toEqual([1]);
    expect(allowed(grown(0), grown(1), infant(2), infant(3))).toEqual([]);
    expect(allowed(grown(0), grown(1))).toEqual([0, 1]);
    expect(allowed(one(0, "CHILD", "2015-01-01"), grown(1), infant(2))).toEqual([]);
  });

  it("are for no passenger while no row is in force", () => {
    expect(exitSeatPositions([grown(0)], flightDate, null)).toEqual([]);
    expect(exitSeatFromAge(passengerPolicies, "2019-12-31")).toBeNull();
    expect(exitSeatFromAge(passengerPolicies, flightDate)).toBe(15);
    const [row] = passengerPolicies.exitSeats;
    const exitSeats = [row!, { ...row!, fromAge: 16, validFrom: "2027-01-01" }];
    expect(exitSeatFromAge({ ...passengerPolicies, exitSeats }, "2026-12-31")).toBe(15);
    expect(exitSeatFromAge({ ...passengerPolicies, exitSeats }, "2027-01-01")).toBe(16);
  });

  it("never go to younger passengers, in any party", () => {
    const member = fc.record({
      type: fc.constantFrom("ADULT" as const, "CHILD" as const, "INFANT" as const),
      birthDate: fc.option(fc.integer({ min: 0, max: 12_000 }).map((days) => addDays(flightDate, -days))),
    });
    fc.assert(
      fc.property(fc.array(member, { maxLength: 9 }), (members) => {
        const party = members.map((each, position) => ({ position, ...each }));
        for (const position of allowed(...party)) {
          const { type, birthDate } = party[position]!;
          expect(type).not.toBe("INFANT");
          expect(birthDate && birthDate <= "2011-12-01").toBe(true);
        }
      }),
    );
  });
});
