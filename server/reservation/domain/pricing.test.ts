import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flightScopes, type PassengerType } from "@/server/shared/fare-terms";
import { addDays } from "@/server/shared/time";

import { pricingPolicies as policies } from "./policies.fixture";
import { MissingPolicyError } from "./policy-rows";
import { type PricedSegment, priceItinerary, totalOf } from "./pricing";

const domestic: PricedSegment = {
  origin: "GMP",
  originCountry: "KR",
  scope: "DOMESTIC",
  distanceMiles: 280,
  departureDate: "2026-12-01",
  adultFareKrw: 81_000,
};
const fukuoka: PricedSegment = {
  origin: "ICN",
  originCountry: "KR",
  scope: "INTERNATIONAL",
  distanceMiles: 353,
  departureDate: "2026-12-01",
  adultFareKrw: 150_000,
};
const back: PricedSegment = { ...fukuoka, origin: "FUK", originCountry: "JP", departureDate: "2026-12-05" };
const issueDate = "2026-11-22";

const amounts = (quote: ReturnType<typeof priceItinerary>) =>
  quote.lines.map((line) => [line.kind, line.segmentIndex, line.passengerIndex, line.amount]);

describe("price lines", () => {
  it("prices a domestic family: child 75 % rounded to 100, infant on a lap free of everything", () => {
    const passengers = [{ type: "ADULT" }, { type: "CHILD" }, { type: "INFANT" }] as const;
    const quote = priceItinerary({ segments: [domestic], passengers, issueDate, policies });
    expect(amounts(quote)).toEqual([
      ["FARE", 0, 0, 81_000],
      ["FUEL_SURCHARGE", 0, 0, 7_700],
      ["AIRPORT_CHARGE", 0, 0, 4_000],
      ["FARE", 0, 1, 60_800],
      ["FUEL_SURCHARGE", 0, 1, 7_700],
      ["AIRPORT_CHARGE", 0, 1, 4_000],
      ["FARE", 0, 2, 0],
    ]);
    expect(quote.total).toEqual({ amount: 165_200, currency: "KRW" });
  });

  it("levies departures from Korea only, and not children under 12", () => {
    const passengers = [{ type: "ADULT" }, { type: "CHILD" }, { type: "INFANT" }] as const;
    const quote = priceItinerary({ segments: [fukuoka, back], passengers, issueDate, policies });
    expect(amounts(quote).filter(([kind]) => kind === "DEPARTURE_LEVY")).toEqual([
      ["DEPARTURE_LEVY", 0, 0, 7_000],
    ]);
    expect(amounts(quote).filter(([kind, , who]) => kind === "FARE" && who === 2)).toEqual([
      ["FARE", 0, 2, 15_000],
      ["FARE", 1, 2, 15_000],
    ]);
    expect(quote.lines).toContainEqual({
      kind: "AIRPORT_CHARGE",
      segmentIndex: 1,
      passengerIndex: 0,
      amount: 25_000,
    });
  });

  it("uses the rows in force on the day of issue, to the day", () => {
    const price = (date: string) =>
      priceItinerary({ segments: [fukuoka], passengers: [{ type: "CHILD" }], issueDate: date, policies });
    expect(amounts(price("2026-06-30"))).toContainEqual(["DEPARTURE_LEVY", 0, 0, 10_000]);
    expect(amounts(price("2026-06-30"))).toContainEqual(["FUEL_SURCHARGE", 0, 0, 10_000]);
    expect(amounts(price("2026-07-01")).some(([kind]) => kind === "DEPARTURE_LEVY")).toBe(false);
    expect(amounts(price("2026-07-01"))).toContainEqual(["FUEL_SURCHARGE", 0, 0, 12_000]);
  });

  it("prices each flight by the type on it, or by the booked type", () => {
    const price = (type: PassengerType, segmentTypes?: PassengerType[] | null) =>
      priceItinerary({
        segments: [domestic, { ...domestic, origin: "CJU", departureDate: "2026-12-05" }],
        passengers: [{ type, segmentTypes }],
        issueDate,
        policies,
      })
        .lines.filter((line) => line.kind === "FARE")
        .map((line) => line.amount);
    expect(price("CHILD", ["CHILD", "ADULT"])).toEqual([60_800, 81_000]);
    expect(price("INFANT", ["INFANT", "CHILD"])).toEqual([0, 60_800]);
    expect(price("CHILD", null)).toEqual([60_800, 60_800]);
    expect(price("CHILD")).toEqual([60_800, 60_800]);
  });

  it("charges the levy by the age on the day of departure, not by the type", () => {
    const levy = (birthDate: string | null, type: PassengerType = "CHILD") =>
      amounts(
        priceItinerary({ segments: [fukuoka], passengers: [{ type, birthDate }], issueDate, policies }),
      ).filter(([kind]) => kind === "DEPARTURE_LEVY");
    expect(levy("2014-12-02")).toEqual([]);
    expect(levy("2014-12-01")).toEqual([["DEPARTURE_LEVY", 0, 0, 7_000]]);
    expect(levy("2014-11-30")).toEqual([["DEPARTURE_LEVY", 0, 0, 7_000]]);
    expect(levy("2014-12-02", "ADULT")).toEqual([]);
    // Until the birth date is known a child counts as eleven.
    expect(levy(null)).toEqual([]);
    expect(levy(null, "ADULT")).toHaveLength(1);
  });

  it("charges no airport charge for an infant with a seat before the second birthday", () => {
    const charge = (birthDate: string) =>
      amounts(
        priceItinerary({
          segments: [domestic],
          passengers: [{ type: "CHILD", birthDate }],
          issueDate,
          policies,
        }),
      );
    const paid = [
      ["FARE", 0, 0, 60_800],
      ["FUEL_SURCHARGE", 0, 0, 7_700],
    ];
    expect(charge("2024-12-02")).toEqual(paid);
    expect(charge("2024-12-01")).toEqual([...paid, ["AIRPORT_CHARGE", 0, 0, 4_000]]);
  });

  it("uses the ratio, the surcharge and the charge of the flight's scope", () => {
    const half = {
      type: "CHILD",
      scope: "INTERNATIONAL",
      farePercent: 50,
      paysFuelSurcharge: false,
    } as const;
    const always = { validFrom: "2020-01-01", validTo: null };
    const ratios = policies.passengerRatios.filter(
      (row) => row.type !== "CHILD" || row.scope !== "INTERNATIONAL",
    );
    const other = { ...policies, passengerRatios: [{ ...half, ...always }, ...ratios] };
    const quote = priceItinerary({
      segments: [domestic, fukuoka],
      passengers: [{ type: "CHILD" }],
      issueDate,
      policies: other,
    });
    expect(amounts(quote)).toEqual([
      ["FARE", 0, 0, 60_800],
      ["FUEL_SURCHARGE", 0, 0, 7_700],
      ["AIRPORT_CHARGE", 0, 0, 4_000],
      ["FARE", 1, 0, 75_000],
      ["AIRPORT_CHARGE", 1, 0, 17_000],
    ]);
  });

  it("charges no levy on domestic flights, nor before a row is in force", () => {
    const kinds = (segment: PricedSegment, day: string) =>
      amounts(
        priceItinerary({ segments: [segment], passengers: [{ type: "ADULT" }], issueDate: day, policies }),
      ).map(([kind]) => kind);
    expect(kinds(domestic, issueDate)).not.toContain("DEPARTURE_LEVY");
    const early = { ...policies, departureLevies: policies.departureLevies.slice(1) };
    const before = priceItinerary({
      segments: [fukuoka],
      passengers: [{ type: "ADULT" }],
      issueDate: "2026-06-30",
      policies: early,
    });
    expect(amounts(before).map(([kind]) => kind)).not.toContain("DEPARTURE_LEVY");
  });

  it("reads band edges as from … below", () => {
    const fuel = (distanceMiles: number) =>
      priceItinerary({
        segments: [{ ...fukuoka, distanceMiles }],
        passengers: [{ type: "ADULT" }],
        issueDate,
        policies,
      }).lines.find((line) => line.kind === "FUEL_SURCHARGE")?.amount;
    expect([fuel(499), fuel(500)]).toEqual([12_000, 50_000]);
  });

  it("finds the band of the distance in any order of the table", () => {
    for (const fuelSurcharges of [policies.fuelSurcharges, policies.fuelSurcharges.toReversed()]) {
      const fuel = (distanceMiles: number) =>
        priceItinerary({
          segments: [{ ...fukuoka, distanceMiles }],
          passengers: [{ type: "ADULT" }],
          issueDate: "2026-06-30",
          policies: { ...policies, fuelSurcharges },
        }).lines.find((line) => line.kind === "FUEL_SURCHARGE")?.amount;
      expect([fuel(0), fuel(499), fuel(500)]).toEqual([10_000, 10_000, 50_000]);
    }
  });

  it("uses the common row when the airport's row is for the other scope", () => {
    const quote = priceItinerary({
      segments: [{ ...domestic, origin: "ICN" }],
      passengers: [{ type: "ADULT" }],
      issueDate,
      policies,
    });
    expect(amounts(quote)).toContainEqual(["AIRPORT_CHARGE", 0, 0, 5_000]);
  });

  it("throws when a table lacks a row", () => {
    const without = { ...policies, passengerRatios: [] };
    const passengers = [{ type: "ADULT" }] as const;
    const price =
      (from: typeof policies, segment = domestic) =>
      () =>
        priceItinerary({ segments: [segment], passengers, issueDate, policies: from });
    expect(price(without)).toThrow(MissingPolicyError);
    expect(price(without)).toThrow("No passenger ratio for ADULT");
    expect(price({ ...policies, fuelSurcharges: [] })).toThrow("No fuel surcharge for 280 miles");
    expect(price({ ...policies, airportCharges: [] })).toThrow("No airport charge for GMP");
  });
});

describe("laws of pricing", () => {
  const segment = fc.record({
    origin: fc.constantFrom("GMP", "ICN", "FUK"),
    originCountry: fc.constantFrom("KR", "JP"),
    scope: fc.constantFrom(...flightScopes),
    distanceMiles: fc.integer({ min: 0, max: 9_000 }),
    departureDate: fc.integer({ min: 0, max: 365 }).map((days) => addDays("2026-11-22", days)),
    adultFareKrw: fc.integer({ min: 0, max: 80_000 }).map((hundreds) => hundreds * 100),
  });
  const type = fc.constantFrom("ADULT" as const, "CHILD" as const, "INFANT" as const);
  const member = fc.record({
    type,
    segmentTypes: fc.option(fc.array(type, { minLength: 4, maxLength: 4 })),
    birthDate: fc.option(fc.integer({ min: 7, max: 30_000 }).map((days) => addDays("2026-11-22", -days))),
  });
  const party = fc.array(member, { minLength: 1, maxLength: 9 });
  const segments = fc.array(segment, { minLength: 1, maxLength: 4 });

  it("sums to the total in whole won, never below zero, each line once", () => {
    fc.assert(
      fc.property(segments, party, (itinerary, passengers) => {
        const quote = priceItinerary({ segments: itinerary, passengers, issueDate, policies });
        expect(quote.total).toEqual(totalOf(quote.lines));
        expect(quote.lines.every((line) => Number.isInteger(line.amount) && line.amount >= 0)).toBe(true);
        const keys = quote.lines.map((line) => `${line.kind} ${line.segmentIndex} ${line.passengerIndex}`);
        expect(new Set(keys).size).toBe(keys.length);
        const fares = quote.lines.filter((line) => line.kind === "FARE");
        expect(fares).toHaveLength(itinerary.length * passengers.length);
        expect(fares.every((line) => line.amount % 100 === 0)).toBe(true);
      }),
    );
  });

  it("costs the same however the party is split", () => {
    fc.assert(
      fc.property(segments, party, (itinerary, passengers) => {
        const price = (who: typeof passengers) =>
          priceItinerary({ segments: itinerary, passengers: who, issueDate, policies }).total.amount;
        const apart = passengers.reduce((sum, passenger) => sum + price([passenger]), 0);
        expect(price(passengers)).toBe(apart);
      }),
    );
  });

  it("never charges an infant more than a child, or a child more than an adult", () => {
    fc.assert(
      fc.property(segment, (one) => {
        const [infant, child, adult] = (["INFANT", "CHILD", "ADULT"] as const).map(
          (each) =>
            priceItinerary({ segments: [one], passengers: [{ type: each }], issueDate, policies }).total
              .amount,
        );
        expect(infant).toBeLessThanOrEqual(child!);
        expect(child).toBeLessThanOrEqual(adult!);
      }),
    );
  });
});
