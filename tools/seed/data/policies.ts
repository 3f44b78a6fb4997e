import type {
  AirportChargeRow,
  DepartureLevyRow,
  FuelSurchargeRow,
  PassengerRatioRow,
  PricingPolicies,
} from "@/server/reservation/domain/policy-rows";
import { addDays, type LocalDate } from "@/server/shared/time";

const since = { validFrom: "2024-01-01", validTo: null };

/** Amounts at level 1, by great-circle band, as Korean carriers publish them for each month of issue. */
const internationalBands: readonly [fromMiles: number, belowMiles: number | null, amountKrw: number][] = [
  [0, 500, 7_000],
  [500, 1_000, 10_500],
  [1_000, 1_500, 14_000],
  [1_500, 2_000, 18_200],
  [2_000, 3_000, 22_400],
  [3_000, 4_000, 26_600],
  [4_000, 5_000, 32_200],
  [5_000, 6_500, 42_000],
  [6_500, null, 53_200],
];
const DOMESTIC_SURCHARGE_KRW = 1_100;

/** The level of a month follows a slow wave of the oil price: 3 to 8, the same for the same month. */
function fuelLevel(year: number, month: number): number {
  const wave = [5, 6, 6, 7, 8, 8, 7, 6, 5, 4, 3, 4];
  return wave[(year + month) % wave.length] ?? 5;
}

/**
 * Fuel surcharge rows for the month of `from` and the months after it. The last month stays in force,
 * so that a database seeded once can still sell when nobody maintains it.
 */
export function fuelSurcharges(from: LocalDate, months: number): FuelSurchargeRow[] {
  const first = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1;
  return Array.from({ length: months }, (_, index) => {
    const validTo = index === months - 1 ? null : addDays(firstDay(first + index + 1), -1);
    const period = { validFrom: firstDay(first + index), validTo };
    const level = fuelLevel(Math.floor((first + index) / 12), (first + index) % 12);
    const domestic: FuelSurchargeRow = {
      scope: "DOMESTIC",
      fromMiles: 0,
      belowMiles: null,
      amountKrw: DOMESTIC_SURCHARGE_KRW * level,
      ...period,
    };
    const international = internationalBands.map<FuelSurchargeRow>(([fromMiles, belowMiles, amountKrw]) => ({
      scope: "INTERNATIONAL",
      fromMiles,
      belowMiles,
      amountKrw: amountKrw * level,
      ...period,
    }));
    return [domestic, ...international];
  }).flat();
}

/** The first day of a month counted from the year 0. */
function firstDay(monthNumber: number): LocalDate {
  const year = String(Math.floor(monthNumber / 12)).padStart(4, "0");
  return `${year}-${String((monthNumber % 12) + 1).padStart(2, "0")}-01`;
}

/** Infants are exempt. */
const EXEMPT_UNDER_AGE = 2;

const charge = (airport: string, scope: AirportChargeRow["scope"], amountKrw: number): AirportChargeRow => ({
  airport,
  scope,
  amountKrw,
  exemptUnderAge: EXEMPT_UNDER_AGE,
  ...since,
});

/**
 * Passenger charges. Incheon KRW 17,000 and 5,000 domestic, Gimpo 17,000, Korea Airports Corporation
 * elsewhere 12,000 and 4,000 domestic; charges collected abroad are converted to round sums.
 */
const airportCharges: readonly AirportChargeRow[] = [
  charge("ICN", "DOMESTIC", 5_000),
  charge("*", "DOMESTIC", 4_000),
  charge("ICN", "INTERNATIONAL", 17_000),
  charge("GMP", "INTERNATIONAL", 17_000),
  ...["CJU", "PUS", "TAE", "CJJ", "MWX", "YNY"].map((airport) => charge(airport, "INTERNATIONAL", 12_000)),
  ...["NRT", "HND", "KIX", "NGO"].map((airport) => charge(airport, "INTERNATIONAL", 36_000)),
  ...["HKG", "SIN"].map((airport) => charge(airport, "INTERNATIONAL", 48_000)),
  ...["LAX", "SFO", "SEA", "JFK", "HNL"].map((airport) => charge(airport, "INTERNATIONAL", 42_000)),
  ...["CDG", "FRA", "FCO"].map((airport) => charge(airport, "INTERNATIONAL", 82_000)),
  charge("LHR", "INTERNATIONAL", 210_000),
  charge("*", "INTERNATIONAL", 25_000),
];

/**
 * Departure levy of the Tourism Promotion and Development Fund Act: KRW 10,000 from the age of two,
 * and since 1 July 2024 KRW 7,000 from the age of twelve.
 */
const departureLevies: readonly DepartureLevyRow[] = [
  { country: "KR", amountKrw: 10_000, exemptUnderAge: 2, validFrom: "2024-01-01", validTo: "2024-06-30" },
  { country: "KR", amountKrw: 7_000, exemptUnderAge: 12, validFrom: "2024-07-01", validTo: null },
];

/** Children pay three quarters; infants on a lap nothing at home and a tenth abroad, without surcharge. */
const passengerRatios: readonly PassengerRatioRow[] = [
  { type: "ADULT", scope: "DOMESTIC", farePercent: 100, paysFuelSurcharge: true, ...since },
  { type: "ADULT", scope: "INTERNATIONAL", farePercent: 100, paysFuelSurcharge: true, ...since },
  { type: "CHILD", scope: "DOMESTIC", farePercent: 75, paysFuelSurcharge: true, ...since },
  { type: "CHILD", scope: "INTERNATIONAL", farePercent: 75, paysFuelSurcharge: true, ...since },
  { type: "INFANT", scope: "DOMESTIC", farePercent: 0, paysFuelSurcharge: false, ...since },
  { type: "INFANT", scope: "INTERNATIONAL", farePercent: 10, paysFuelSurcharge: false, ...since },
];

/** The pricing tables, with fuel surcharges for three years from the month of `from`. */
export function pricingPolicies(from: LocalDate): PricingPolicies {
  return { fuelSurcharges: fuelSurcharges(from, 36), airportCharges, departureLevies, passengerRatios };
}
