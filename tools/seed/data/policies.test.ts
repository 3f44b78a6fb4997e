import { describe, expect, it } from "vitest";
import { priceItinerary } from "@/server/reservation/domain/pricing";
import { quoteRefund } from "@/server/reservation/domain/refund";
import { type FareBrand, type FlightScope, fareBrands, flightScopes } from "@/server/shared/fare-terms";
import { addDays, addMinutes } from "@/server/shared/time";
import { airportOf } from "./airports";
import { cutoffPolicies } from "./cutoffs";
import { fareKrw } from "./fares";
import { fuelSurcharges, pricingPolicies } from "./policies";
import { refundPolicies } from "./refund-policies";
import { type Route, routeOf, routes } from "./routes";

const today = "2026-11-22";
const policies = pricingPolicies("2026-01-01");
const party = [{ type: "ADULT" }, { type: "CHILD" }, { type: "INFANT" }] as const;

const segmentOf = (route: Route, departureDate: string) => ({
  ...route,
  departureDate,
  originCountry: airportOf(route.origin).country,
  adultFareKrw: fareKrw(route, "STANDARD", departureDate, today),
});
const price = (route: Route, issueDate = today) =>
  priceItinerary({ segments: [segmentOf(route, "2026-12-01")], passengers: party, issueDate, policies });

describe("pricing policies", () => {
  it("price every route, today and years after nobody kept the tables", () => {
    for (const route of routes) {
      for (const issueDate of ["2026-01-01", today, "2035-05-05"]) {
        expect(price(route, issueDate).total.amount).toBeGreaterThan(0);
      }
    }
  });

  it("charge what Korean airports charge", () => {
    const charge = (origin: string, destination: string) =>
      price(routeOf(origin, destination)).lines.find((line) => line.kind === "AIRPORT_CHARGE")?.amount;
    expect(charge("GMP", "CJU")).toBe(4_000);
    expect(charge("ICN", "PUS")).toBe(5_000);
    expect(charge("ICN", "NRT")).toBe(17_000);
    expect(charge("GMP", "HND")).toBe(17_000);
    expect(charge("PUS", "FUK")).toBe(12_000);
  });

  it("levy KRW 7,000 on adults who leave Korea, and 10,000 before July 2024", () => {
    const levies = (issueDate: string, from = policies) =>
      priceItinerary({
        segments: [segmentOf(routeOf("ICN", "NRT"), "2026-12-01")],
        passengers: party,
        issueDate,
        policies: from,
      }).lines.filter((line) => line.kind === "DEPARTURE_LEVY");
    expect(levies(today).map((line) => [line.passengerIndex, line.amount])).toEqual([[0, 7_000]]);
    expect(levies("2024-06-30", pricingPolicies("2024-01-01")).map((line) => line.amount)).toEqual([
      10_000, 10_000,
    ]);
    expect(price(routeOf("NRT", "ICN")).lines.some((line) => line.kind === "DEPARTURE_LEVY")).toBe(false);
    expect(price(routeOf("GMP", "CJU")).lines.some((line) => line.kind === "DEPARTURE_LEVY")).toBe(false);
  });
});

describe("fuel surcharges", () => {
  const rows = fuelSurcharges("2026-11-22", 14);

  it("hold for whole months without gap or overlap, and the last one on", () => {
    const starts = [...new Set(rows.map((row) => row.validFrom))];
    expect(starts.slice(0, 3)).toEqual(["2026-11-01", "2026-12-01", "2027-01-01"]);
    expect(starts).toHaveLength(14);
    for (const [index, start] of starts.entries()) {
      const next = starts[index + 1];
      const ends = new Set(rows.filter((row) => row.validFrom === start).map((row) => row.validTo));
      expect([...ends]).toEqual([next ? addDays(next, -1) : null]);
    }
  });

  it("cover every distance once, and more the farther", () => {
    for (const miles of [0, 140, 499, 500, 1999, 2000, 6499, 6500, 9000]) {
      const found = rows.filter(
        (row) =>
          row.scope === "INTERNATIONAL" &&
          row.validFrom === "2026-12-01" &&
          row.fromMiles <= miles &&
          miles < (row.belowMiles ?? Number.POSITIVE_INFINITY),
      );
      expect(found).toHaveLength(1);
    }
    const december = rows.filter((row) => row.scope === "INTERNATIONAL" && row.validFrom === "2026-12-01");
    const amounts = december.map((row) => row.amountKrw);
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
  });
});

describe("refund policies", () => {
  const purchasedAt = "2026-01-01T00:00:00.000Z";
  const departsAt = "2026-12-01T00:00:00.000Z";
  const asPlanned = { flightCancelled: false, missed: false };
  const fee = (scope: FlightScope, brand: FareBrand, days: number) =>
    quoteRefund({
      lines: [{ kind: "FARE", segmentIndex: 0, passengerIndex: 0, amount: 1_000_000 }],
      segments: [{ scope, brand, refundable: true, departsAt, originZone: "Asia/Seoul", ...asPlanned }],
      cause: "CUSTOMER",
      purchasedAt,
      // Of -1 days: between the no-show cut-off and departure.
      now: addMinutes(departsAt, days < 0 ? -1 : -days * 24 * 60 - (days === 0 ? 60 : 0)),
      policies: refundPolicies,
      cutoffs: cutoffPolicies,
    }).fee.amount;

  it("know a fee for every brand, scope and day, which never falls as departure nears", () => {
    for (const brand of fareBrands) {
      for (const scope of flightScopes) {
        const fees = Array.from({ length: 122 }, (_, index) => fee(scope, brand, 120 - index));
        expect(fees).toEqual([...fees].sort((a, b) => a - b));
      }
    }
  });

  it("are free from 91 days before an international flight", () => {
    expect(fee("INTERNATIONAL", "SAVER", 91)).toBe(0);
    expect(fee("INTERNATIONAL", "SAVER", 90)).toBe(30_000);
    expect(fee("DOMESTIC", "SAVER", 91)).toBe(2_000);
  });

  it("charge the cheaper brand no less than the dearer", () => {
    for (const days of [100, 70, 40, 20, 10, 2, 0, -1]) {
      for (const scope of flightScopes) {
        const [saver = 0, standard = 0, flex = 0] = fareBrands.map((brand) => fee(scope, brand, days));
        expect(saver).toBeGreaterThanOrEqual(standard);
        expect(standard).toBeGreaterThanOrEqual(flex);
      }
    }
  });
});
