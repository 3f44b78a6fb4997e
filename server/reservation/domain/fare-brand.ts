/** The cabin a fare is sold in. */
export type Cabin = "BUSINESS" | "ECONOMY";

/** Whether a route stays inside Korea; charges, levies and refund tables differ by it. */
export type FlightScope = "DOMESTIC" | "INTERNATIONAL";

/** Products on sale, cheapest first. The first three share the economy cabin. */
export const fareBrands = ["SAVER", "STANDARD", "FLEX", "BUSINESS"] as const;
export type FareBrand = (typeof fareBrands)[number];

/** A value that differs between domestic and international flights. */
export type ByScope<T> = Readonly<Record<FlightScope, T>>;

/** What one brand includes and allows. A dated row: the row in force on the day of purchase counts. */
export interface FareBrandRule {
  readonly brand: FareBrand;
  readonly cabin: Cabin;
  readonly nameKo: string;
  readonly nameEn: string;
  /** The brand may take at most this share of the cabin's units; limits are nested, not added. */
  readonly seatSharePercent: number;
  readonly checkedBaggageKg: ByScope<number>;
  readonly carryOnKg: number;
  readonly changeFeeKrw: ByScope<number>;
  /** False: fare and fuel surcharge are forfeited once the free periods of the refund rules are over. */
  readonly refundable: boolean;
  readonly mileageRatePercent: number;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/**
 * How many units of a cabin a brand may take, whoever bought them: brands are nested, so the cheap
 * one closes first and the dearest last. Rounded down.
 */
export function unitLimitOf(cabinUnits: number, seatSharePercent: number): number {
  return Math.floor((cabinUnits * seatSharePercent) / 100);
}
