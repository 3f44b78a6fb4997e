import type { Cabin, FareBrand, FlightScope } from "@/server/shared/fare-terms";

/** A value that differs between domestic and international flights. */
export type ByScope<T> = Readonly<Record<FlightScope, T>>;

/** What one brand includes and allows. Of the dated rows the one in force on the day of purchase applies. */
export interface FareBrandRule {
  readonly brand: FareBrand;
  readonly cabin: Cabin;
  readonly nameKo: string;
  readonly nameEn: string;
  /** The usual share of the cabin's units that the brand may take. The limit of a flight is in its fare. */
  readonly seatSharePercent: number;
  readonly checkedBaggageKg: ByScope<number>;
  readonly carryOnKg: number;
  readonly changeFeeKrw: ByScope<number>;
  /** False: after the free periods of the refund rules nothing of fare and fuel surcharge is refunded. */
  readonly refundable: boolean;
  readonly mileageRatePercent: number;
  readonly validFrom: string;
  readonly validTo: string | null;
}
