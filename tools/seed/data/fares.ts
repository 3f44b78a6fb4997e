import type { FareBrandRule } from "@/server/reservation/domain/fare-brand";
import { seatShareOf, unitLimitOf } from "@/server/schedule/fare-rules";
import { type CabinLayout, capacityOf } from "@/server/shared/cabin-layout";
import type { FareBrand } from "@/server/shared/fare-terms";
import { FARE_ROUNDING_KRW } from "@/server/shared/money";
import { daysBetween, isoWeekday, type LocalDate } from "@/server/shared/time";
import type { Route } from "./routes";

const validFrom = "2024-01-01";
const validTo = null;

/** What the four brands include. Economy brands are nested: SAVER may take 40 % of the seats. */
export const fareBrandRules: readonly FareBrandRule[] = [
  {
    brand: "SAVER",
    cabin: "ECONOMY",
    nameKo: "세이버",
    nameEn: "Saver",
    seatSharePercent: seatShareOf("SAVER"),
    checkedBaggageKg: { DOMESTIC: 0, INTERNATIONAL: 15 },
    carryOnKg: 10,
    changeFeeKrw: { DOMESTIC: 10_000, INTERNATIONAL: 100_000 },
    refundable: true,
    mileageRatePercent: 50,
    validFrom,
    validTo,
  },
  {
    brand: "STANDARD",
    cabin: "ECONOMY",
    nameKo: "스탠더드",
    nameEn: "Standard",
    seatSharePercent: seatShareOf("STANDARD"),
    checkedBaggageKg: { DOMESTIC: 15, INTERNATIONAL: 23 },
    carryOnKg: 10,
    changeFeeKrw: { DOMESTIC: 3_000, INTERNATIONAL: 50_000 },
    refundable: true,
    mileageRatePercent: 100,
    validFrom,
    validTo,
  },
  {
    brand: "FLEX",
    cabin: "ECONOMY",
    nameKo: "플렉스",
    nameEn: "Flex",
    seatSharePercent: seatShareOf("FLEX"),
    checkedBaggageKg: { DOMESTIC: 20, INTERNATIONAL: 32 },
    carryOnKg: 10,
    changeFeeKrw: { DOMESTIC: 0, INTERNATIONAL: 0 },
    refundable: true,
    mileageRatePercent: 120,
    validFrom,
    validTo,
  },
  {
    brand: "BUSINESS",
    cabin: "BUSINESS",
    nameKo: "비즈니스",
    nameEn: "Business",
    seatSharePercent: seatShareOf("BUSINESS"),
    checkedBaggageKg: { DOMESTIC: 30, INTERNATIONAL: 64 },
    carryOnKg: 18,
    changeFeeKrw: { DOMESTIC: 0, INTERNATIONAL: 0 },
    refundable: true,
    mileageRatePercent: 150,
    validFrom,
    validTo,
  },
];

/** Of the standard fare. */
const brandPercent: Record<FareBrand, number> = { SAVER: 70, STANDARD: 100, FLEX: 140, BUSINESS: 320 };
/** Domestic business is a wider seat for an hour, not a bed. */
const DOMESTIC_BUSINESS_PERCENT = 180;

/** Friday to Sunday carry the leisure traffic, Tuesday the least. By ISO weekday from Monday. */
const weekdayPercent = [100, 92, 95, 102, 118, 108, 120];

/** Summer holidays and the turn of the year are dear, early spring and November cheap. By month. */
const monthPercent = [115, 108, 94, 100, 108, 102, 122, 128, 105, 112, 94, 110];

/** Of the fare, from so many days ahead of departure: the earlier, the cheaper. */
const advancePercent: readonly [fromDays: number, percent: number][] = [
  [60, 82],
  [30, 90],
  [14, 100],
  [7, 112],
  [3, 126],
  [0, 145],
];

/** Domestic fares may not fall below what it costs to carry someone. */
const MINIMUM_FARE_KRW = 20_000;

/**
 * What one adult pays for a brand on a day, without surcharge and charges, in whole won: a standard
 * fare by distance, times weekday, month, and days left from `soldOn` to `date`. Rounded to the
 * nearest KRW 100, halves up. The same answer for the same question, always.
 */
export function fareKrw(
  route: Pick<Route, "distanceMiles" | "scope">,
  brand: FareBrand,
  date: LocalDate,
  soldOn: LocalDate,
): number {
  const daysAhead = Math.max(0, daysBetween(soldOn, date));
  const advance = advancePercent.find(([fromDays]) => daysAhead >= fromDays)?.[1] ?? 100;
  const weekday = weekdayPercent[isoWeekday(date) - 1] ?? 100;
  const month = monthPercent[Number(date.slice(5, 7)) - 1] ?? 100;
  const domesticBusiness = brand === "BUSINESS" && route.scope === "DOMESTIC";
  const percents = [
    domesticBusiness ? DOMESTIC_BUSINESS_PERCENT : brandPercent[brand],
    weekday,
    month,
    advance,
  ];
  const scaled = percents.reduce((product, percent) => product * percent, standardFareKrw(route));
  const unit = FARE_ROUNDING_KRW * 100 ** percents.length;
  const fare = Math.floor((scaled + unit / 2) / unit) * FARE_ROUNDING_KRW;
  return Math.max(MINIMUM_FARE_KRW, fare);
}

/** The fares of one flight: each brand whose cabin the aircraft has, with its price and nested limit. */
export function flightFares(
  route: Pick<Route, "distanceMiles" | "scope">,
  layouts: readonly CabinLayout[],
  date: LocalDate,
  soldOn: LocalDate,
): { brand: FareBrand; cabin: CabinLayout["cabin"]; amount: number; unitLimit: number }[] {
  const units = new Map(layouts.map((layout) => [layout.cabin, capacityOf(layout)]));
  return fareBrandRules.flatMap(({ brand, cabin }) => {
    const cabinUnits = units.get(cabin);
    if (cabinUnits === undefined) return [];
    const unitLimit = unitLimitOf(brand, cabinUnits);
    return [{ brand, cabin, amount: fareKrw(route, brand, date, soldOn), unitLimit }];
  });
}

/** A fixed part, and a rate per mile that falls as the way grows longer. */
function standardFareKrw({ distanceMiles, scope }: Pick<Route, "distanceMiles" | "scope">): number {
  if (scope === "DOMESTIC") return 35_000 + distanceMiles * 90;
  const near = Math.min(distanceMiles, 1000);
  const far = Math.max(0, distanceMiles - 1000);
  return 60_000 + near * 110 + far * 85;
}
