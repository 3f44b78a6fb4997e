import type { FareRow } from "@/db/schema/schedule";
import { type Cabin, type CabinLayout, capacityOf } from "@/server/shared/cabin-layout";
import { AppError, type FieldErrors } from "@/server/shared/errors";
import { FARE_ROUNDING_KRW, percentOfAmount } from "@/server/shared/money";
import { type FareBrand, fareBrands } from "./schemas";

/** A brand's cabin, the share of it that the brand may take, and its price in percent of STANDARD. */
const brands: Record<FareBrand, { cabin: Cabin; sharePercent: number; pricePercent: number }> = {
  SAVER: { cabin: "ECONOMY", sharePercent: 40, pricePercent: 70 },
  STANDARD: { cabin: "ECONOMY", sharePercent: 80, pricePercent: 100 },
  FLEX: { cabin: "ECONOMY", sharePercent: 100, pricePercent: 140 },
  BUSINESS: { cabin: "BUSINESS", sharePercent: 100, pricePercent: 320 },
};

/** Sellable units by cabin: one per seat. */
export const unitsOf = (layouts: readonly CabinLayout[]): Record<string, number> =>
  Object.fromEntries(layouts.map((layout) => [layout.cabin, capacityOf(layout)]));

/**
 * The fares as they are published: each with its cabin and its nested limit, by default its usual share.
 *
 * @throws AppError INVALID_INPUT at `fares.N.brand` or `fares.N.unitLimit`.
 */
export function completeFares(
  given: readonly { brand: FareBrand; amount: number; unitLimit?: number }[],
  layouts: readonly CabinLayout[],
): FareRow[] {
  const units = unitsOf(layouts);
  const fieldErrors: FieldErrors = {};
  const rows = given.map(({ brand, amount, unitLimit }, n) => {
    const { cabin, sharePercent } = brands[brand];
    const capacity = units[cabin] ?? 0;
    if (capacity === 0) fieldErrors[`fares.${n}.brand`] = "cabinMissing";
    else if ((unitLimit ?? 0) > capacity) fieldErrors[`fares.${n}.unitLimit`] = "tooBig";
    return { brand, cabin, amount, unitLimit: unitLimit ?? Math.floor((capacity * sharePercent) / 100) };
  });
  if (Object.keys(fieldErrors).length > 0) throw new AppError("INVALID_INPUT", { fieldErrors });
  return rows;
}

/** A first proposal for a form: a fixed part and a rate per mile, by brand, for the cabins on board. */
export function proposeFares(
  route: { distanceMiles: number; domestic: boolean },
  layouts: readonly CabinLayout[],
): FareRow[] {
  const units = unitsOf(layouts);
  const standard = route.domestic ? 35_000 + route.distanceMiles * 90 : 60_000 + route.distanceMiles * 90;
  const given = fareBrands
    .filter((brand) => units[brands[brand].cabin])
    .map((brand) => ({
      brand,
      amount: percentOfAmount(standard, brands[brand].pricePercent, FARE_ROUNDING_KRW),
    }));
  return completeFares(given, layouts);
}
