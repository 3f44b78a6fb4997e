import { fareBrands, flightScopes } from "@/server/shared/fare-terms";
import type {
  ConnectionPolicies,
  CutoffPolicies,
  HoldCapPolicies,
  NameCorrectionPolicies,
  PassengerPolicies,
  PricingPolicies,
  RefundPolicies,
} from "./policy-rows";

/** Small policy tables for tests, with round numbers and one change of rules on 2026-07-01. */
const always = { validFrom: "2020-01-01", validTo: null };
const before = { validFrom: "2020-01-01", validTo: "2026-06-30" };
const after = { validFrom: "2026-07-01", validTo: null };

export const pricingPolicies: PricingPolicies = {
  fuelSurcharges: [
    { scope: "DOMESTIC", fromMiles: 0, belowMiles: null, amountKrw: 7_700, ...always },
    { scope: "INTERNATIONAL", fromMiles: 0, belowMiles: 500, amountKrw: 10_000, ...before },
    { scope: "INTERNATIONAL", fromMiles: 0, belowMiles: 500, amountKrw: 12_000, ...after },
    { scope: "INTERNATIONAL", fromMiles: 500, belowMiles: null, amountKrw: 50_000, ...always },
  ],
  airportCharges: [
    { airport: "GMP", scope: "DOMESTIC", amountKrw: 4_000, exemptUnderAge: 2, ...always },
    { airport: "ICN", scope: "INTERNATIONAL", amountKrw: 17_000, exemptUnderAge: 2, ...always },
    { airport: "*", scope: "DOMESTIC", amountKrw: 5_000, exemptUnderAge: 2, ...always },
    { airport: "*", scope: "INTERNATIONAL", amountKrw: 25_000, exemptUnderAge: 2, ...always },
  ],
  departureLevies: [
    { country: "KR", amountKrw: 10_000, exemptUnderAge: 2, ...before },
    { country: "KR", amountKrw: 7_000, exemptUnderAge: 12, ...after },
  ],
  passengerRatios: [
    { type: "ADULT", scope: "DOMESTIC", farePercent: 100, paysFuelSurcharge: true, ...always },
    { type: "ADULT", scope: "INTERNATIONAL", farePercent: 100, paysFuelSurcharge: true, ...always },
    { type: "CHILD", scope: "DOMESTIC", farePercent: 75, paysFuelSurcharge: true, ...always },
    { type: "CHILD", scope: "INTERNATIONAL", farePercent: 75, paysFuelSurcharge: true, ...always },
    { type: "INFANT", scope: "DOMESTIC", farePercent: 0, paysFuelSurcharge: false, ...always },
    { type: "INFANT", scope: "INTERNATIONAL", farePercent: 10, paysFuelSurcharge: false, ...always },
  ],
};

export const refundPolicies: RefundPolicies = {
  waivers: [
    { scope: "DOMESTIC", freeWithinHoursOfPurchase: 24, freeFromDaysToDeparture: null, ...always },
    { scope: "INTERNATIONAL", freeWithinHoursOfPurchase: 24, freeFromDaysToDeparture: 91, ...always },
  ],
  fees: fareBrands.flatMap((brand) =>
    flightScopes.flatMap((scope) => [
      { scope, brand, minDaysToDeparture: 31, feeKrw: 3_000, farePercent: 0, ...always },
      { scope, brand, minDaysToDeparture: 0, feeKrw: 5_000, farePercent: 10, ...always },
      { scope, brand, minDaysToDeparture: -1, feeKrw: 5_000, farePercent: 100, ...always },
    ]),
  ),
};

export const cutoffPolicies: CutoffPolicies = {
  sales: [
    { scope: "DOMESTIC", minutesBeforeDeparture: 30, source: "test", ...always },
    { scope: "INTERNATIONAL", minutesBeforeDeparture: 60, source: "test", ...always },
  ],
  noShow: [
    { scope: "DOMESTIC", minutesBeforeDeparture: 20, source: "test", ...always },
    { scope: "INTERNATIONAL", minutesBeforeDeparture: 50, source: "test", ...always },
  ],
};

export const connectionPolicies: ConnectionPolicies = {
  minimum: flightScopes.flatMap((scope) => [
    { scope, place: "SAME_AIRPORT", minutes: scope === "DOMESTIC" ? 20 : 60, source: "test", ...always },
    { scope, place: "SAME_CITY", minutes: scope === "DOMESTIC" ? 120 : 180, source: "test", ...always },
  ]),
};

/** The caps on new customers are so wide that they limit nothing unless a test narrows them. */
export const holdCapPolicies = (narrowed: Partial<Record<keyof HoldCapPolicies, number>> = {}) => {
  const limits = {
    holdsPerCustomer: 5,
    holdsPerAddress: 50,
    holdsPerHour: 30,
    unitsPerContact: 10_000,
    unprovenSharePercent: 100,
    ...narrowed,
  };
  const rows = Object.entries(limits).map(([cap, limit]) => [cap, [{ limit, source: "test", ...always }]]);
  return Object.fromEntries(rows) as unknown as HoldCapPolicies;
};

export const nameCorrectionPolicies: NameCorrectionPolicies = {
  limits: [{ maxLetters: 3, maxCorrections: 1, source: "test", ...always }],
};

export const passengerPolicies: PassengerPolicies = {
  types: [
    {
      scope: "DOMESTIC",
      childUnderAge: 13,
      infantUnderAge: 2,
      infantFromDays: 7,
      ageCountedOn: "EACH_FLIGHT",
      aloneFromAge: 12,
      infantsPerAdult: 1,
      source: "test",
      ...always,
    },
    {
      scope: "INTERNATIONAL",
      childUnderAge: 12,
      infantUnderAge: 2,
      infantFromDays: 7,
      ageCountedOn: "FIRST_FLIGHT",
      aloneFromAge: 12,
      infantsPerAdult: 1,
      source: "test",
      ...always,
    },
  ],
  exitSeats: [{ fromAge: 15, source: "test", ...always }],
};
