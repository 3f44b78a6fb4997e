import type { LocalDate } from "@/server/shared/time";
import type { FareBrand, FlightScope } from "./fare-brand";
import type { PassengerType } from "./passenger-type";

/** In force from the first to the last day, both included; `null` = until further notice. */
export interface DatedRow {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

/** Fuel surcharge (유류할증료) per passenger and segment, by great-circle band and day of purchase. */
export interface FuelSurchargeRow extends DatedRow {
  readonly scope: FlightScope;
  readonly fromMiles: number;
  /** The band ends before this distance; `null` = no upper end. */
  readonly belowMiles: number | null;
  readonly amountKrw: number;
}

/** Airport charge (공항이용료) per departure. `airport` `*` stands for airports without a row of their own. */
export interface AirportChargeRow extends DatedRow {
  readonly airport: string;
  readonly scope: FlightScope;
  readonly amountKrw: number;
  readonly exemptUnderAge: number;
}

/** Departure levy (출국납부금) on international departures from a country. */
export interface DepartureLevyRow extends DatedRow {
  readonly country: string;
  readonly amountKrw: number;
  readonly exemptUnderAge: number;
}

/** What a passenger type pays of the adult fare, and whether it pays the fuel surcharge. */
export interface PassengerRatioRow extends DatedRow {
  readonly type: PassengerType;
  readonly scope: FlightScope;
  readonly farePercent: number;
  readonly paysFuelSurcharge: boolean;
}

/** `minDaysToDeparture` of the row that holds once the flight has left without the passenger. */
export const AFTER_DEPARTURE = -1;

/**
 * Cancellation fee per passenger and segment. Of the rows of a brand the one with the largest
 * `minDaysToDeparture` not above the days left is taken; {@link AFTER_DEPARTURE} marks a no-show.
 * The fee is the fixed sum plus the share of the fare, and never more than fare and fuel surcharge.
 */
export interface RefundFeeRow extends DatedRow {
  readonly scope: FlightScope;
  readonly brand: FareBrand;
  readonly minDaysToDeparture: number;
  readonly feeKrw: number;
  readonly farePercent: number;
}

/** Free cancellation: soon after purchase, and (international) long before departure. */
export interface RefundWaiverRow extends DatedRow {
  readonly scope: FlightScope;
  readonly freeWithinHoursOfPurchase: number;
  /** Free from this many days before departure; `null` = no such rule. */
  readonly freeFromDaysToDeparture: number | null;
}

export interface PricingPolicies {
  readonly fuelSurcharges: readonly FuelSurchargeRow[];
  readonly airportCharges: readonly AirportChargeRow[];
  readonly departureLevies: readonly DepartureLevyRow[];
  readonly passengerRatios: readonly PassengerRatioRow[];
}

export interface RefundPolicies {
  readonly fees: readonly RefundFeeRow[];
  readonly waivers: readonly RefundWaiverRow[];
}

/** A rule the airline must have and has not: a fault in the policy tables, not in the request. */
export class MissingPolicyError extends Error {
  override readonly name = "MissingPolicyError";
}

/** The rows in force on a day. */
export function inForce<Row extends DatedRow>(rows: readonly Row[], date: LocalDate): Row[] {
  return rows.filter((row) => row.validFrom <= date && (row.validTo === null || date <= row.validTo));
}

/** The one row in force that matches; the latest start wins. Throws {@link MissingPolicyError}. */
export function requireRow<Row extends DatedRow>(
  rows: readonly Row[],
  date: LocalDate,
  what: string,
  matches: (row: Row) => boolean,
): Row {
  const [row] = inForce(rows, date)
    .filter(matches)
    .sort((a, b) => b.validFrom.localeCompare(a.validFrom));
  if (!row) throw new MissingPolicyError(`No ${what} in force on ${date}`);
  return row;
}
