import type { FareRow } from "@/db/schema/schedule";
import { isDomestic } from "@/server/shared/airline";
import { type CabinLayout, capacityOf } from "@/server/shared/cabin-layout";
import { AppError, type FieldErrors } from "@/server/shared/errors";
import { type Cabin, type FareBrand, fareBrands } from "@/server/shared/fare-terms";
import { FARE_ROUNDING_KRW, percentOfAmount } from "@/server/shared/money";
import type { FlightFacts } from "./flight-facts";

/** A brand's cabin, the share of the cabin's seats that it may sell, and its price in percent of STANDARD. */
const brands: Record<FareBrand, { cabin: Cabin; sharePercent: number; pricePercent: number }> = {
  SAVER: { cabin: "ECONOMY", sharePercent: 40, pricePercent: 70 },
  STANDARD: { cabin: "ECONOMY", sharePercent: 80, pricePercent: 100 },
  FLEX: { cabin: "ECONOMY", sharePercent: 100, pricePercent: 140 },
  BUSINESS: { cabin: "BUSINESS", sharePercent: 100, pricePercent: 320 },
};

const STANDARD_FARE_PER_MILE_KRW = 90;
const DOMESTIC_BASE_FARE_KRW = 35_000;
const INTERNATIONAL_BASE_FARE_KRW = 60_000;

/** Percent of its cabin that a brand may take, by default. */
export const seatShareOf = (brand: FareBrand): number => brands[brand].sharePercent;

/**
 * Returns how many units of a cabin a brand may take, whoever bought them, rounded down. The limits are nested, not
 * added: the cheap brand closes first, the dearest only when the cabin is full.
 */
export const unitLimitOf = (brand: FareBrand, cabinUnits: number): number =>
  Math.floor((cabinUnits * seatShareOf(brand)) / 100);

/** Returns the number of seats on sale by cabin. */
export const unitsByCabin = (layouts: readonly CabinLayout[]): Record<string, number> =>
  Object.fromEntries(layouts.map((layout) => [layout.cabin, capacityOf(layout)]));

/**
 * Returns the fares as they are published: each with its cabin and its nested limit. A fare without a limit gets the
 * usual share of its brand.
 *
 * @throws AppError INVALID_INPUT at `fares.N.brand` or `fares.N.unitLimit`.
 */
export function completeFares(
  given: readonly { brand: FareBrand; amount: number; unitLimit?: number }[],
  layouts: readonly CabinLayout[],
): FareRow[] {
  const units = unitsByCabin(layouts);
  const fieldErrors: FieldErrors = {};
  const rows = given.map(({ brand, amount, unitLimit }, n) => {
    const { cabin } = brands[brand];
    const capacity = units[cabin] ?? 0;
    if (capacity === 0) fieldErrors[`fares.${n}.brand`] = "cabinMissing";
    else if ((unitLimit ?? 0) > capacity) fieldErrors[`fares.${n}.unitLimit`] = "tooBig";
    return { brand, cabin, amount, unitLimit: unitLimit ?? unitLimitOf(brand, capacity) };
  });
  if (Object.keys(fieldErrors).length > 0) throw new AppError("INVALID_INPUT", { fieldErrors });
  return rows;
}

/**
 * Returns the usual fares of a flight, one per brand that the aircraft has a cabin for: a base fare plus a rate per
 * mile, in whole won.
 */
export function proposedFares({ origin, destination, distanceMiles, aircraft }: FlightFacts): FareRow[] {
  const units = unitsByCabin(aircraft.layouts);
  const baseFare = isDomestic(origin.country, destination.country)
    ? DOMESTIC_BASE_FARE_KRW
    : INTERNATIONAL_BASE_FARE_KRW;
  const standardFare = baseFare + distanceMiles * STANDARD_FARE_PER_MILE_KRW;
  const given = fareBrands
    .filter((brand) => units[brands[brand].cabin])
    .map((brand) => ({
      brand,
      amount: percentOfAmount(standardFare, brands[brand].pricePercent, FARE_ROUNDING_KRW),
    }));
  return completeFares(given, aircraft.layouts);
}
