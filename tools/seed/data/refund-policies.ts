import { NO_SHOW, type RefundFeeRow, type RefundPolicies } from "@/server/reservation/domain/policy-rows";
import type { FareBrand, FlightScope } from "@/server/shared/fare-terms";

const since = { validFrom: "2024-01-01", validTo: null };

/** Fees in won per passenger and segment, by the least days to departure at which they hold. */
type FeeLadder = Readonly<Record<FareBrand, readonly number[]>>;

/** In the manner of Korean carriers: free to the day before for the dear brands, dearer by the day for the cheap. */
const domesticDays = [61, 31, 1, 0, NO_SHOW];
const domesticFees: FeeLadder = {
  SAVER: [2_000, 5_000, 8_000, 10_000, 17_000],
  STANDARD: [0, 3_000, 5_000, 7_000, 15_000],
  FLEX: [0, 0, 0, 3_000, 11_000],
  BUSINESS: [0, 0, 0, 3_000, 11_000],
};

/** From 91 days a waiver holds (Korea Fair Trade Commission, 2016); a no-show pays 120,000 more. */
const internationalDays = [61, 15, 4, 0, NO_SHOW];
const internationalFees: FeeLadder = {
  SAVER: [30_000, 70_000, 90_000, 110_000, 230_000],
  STANDARD: [30_000, 50_000, 60_000, 80_000, 200_000],
  FLEX: [0, 0, 30_000, 30_000, 150_000],
  BUSINESS: [0, 30_000, 50_000, 70_000, 190_000],
};

function rowsOf(scope: FlightScope, days: readonly number[], ladder: FeeLadder): RefundFeeRow[] {
  return (Object.keys(ladder) as FareBrand[]).flatMap((brand) =>
    days.map((minDaysToDeparture, step) => ({
      scope,
      brand,
      minDaysToDeparture,
      feeKrw: ladder[brand][step] ?? 0,
      farePercent: 0,
      ...since,
    })),
  );
}

/** Refund tables for both scopes, and the waivers: 24 hours after purchase, 91 days before departure. */
export const refundPolicies: RefundPolicies = {
  fees: [
    ...rowsOf("DOMESTIC", domesticDays, domesticFees),
    ...rowsOf("INTERNATIONAL", internationalDays, internationalFees),
  ],
  waivers: [
    { scope: "DOMESTIC", freeWithinHoursOfPurchase: 24, freeFromDaysToDeparture: null, ...since },
    { scope: "INTERNATIONAL", freeWithinHoursOfPurchase: 24, freeFromDaysToDeparture: 91, ...since },
  ],
};
