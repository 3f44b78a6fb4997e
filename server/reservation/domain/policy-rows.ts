import type { LocalDate } from "@/server/shared/time";
import type { FareBrand, FlightScope } from "./fare-brand";

/** A child and an adult have a seat of their own, an infant sits on a lap. The ages are policy rows. */
export type PassengerType = "ADULT" | "CHILD" | "INFANT";

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

/** `minDaysToDeparture` of the row that holds from the no-show cut-off to departure. */
export const NO_SHOW = -1;

/**
 * Cancellation fee per passenger and segment. Of the rows of a brand the one with the largest
 * `minDaysToDeparture` not above the days left is taken; {@link NO_SHOW} marks a no-show.
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

/**
 * How long before departure something ends. `sales`: search, hold and payment close. `noShow`: who has not
 * cancelled by then counts as not having come, and the fee of {@link NO_SHOW} holds.
 */
export interface CutoffRow extends DatedRow {
  readonly scope: FlightScope;
  readonly minutesBeforeDeparture: number;
  /** Where the figure comes from. */
  readonly source: string;
}

export interface CutoffPolicies {
  readonly sales: readonly CutoffRow[];
  readonly noShow: readonly CutoffRow[];
}

/** The least time between two flights of an itinerary, at one airport or between two of one city. */
export interface ConnectionRow extends DatedRow {
  /** International when one of the two flights is. */
  readonly scope: FlightScope;
  readonly place: "SAME_AIRPORT" | "SAME_CITY";
  readonly minutes: number;
  readonly source: string;
}

export interface ConnectionPolicies {
  readonly minimum: readonly ConnectionRow[];
}

export interface HoldCapRow extends DatedRow {
  readonly limit: number;
  readonly source: string;
}

/**
 * Caps on abuse: holds take seats from others without money. The first three hold for everybody. The others
 * hold for customers who have paid for nothing yet.
 */
export interface HoldCapPolicies {
  /** Holds of one customer that wait for payment. */
  readonly holdsPerCustomer: readonly HoldCapRow[];
  /** Holds from one client address that wait for payment. */
  readonly holdsPerAddress: readonly HoldCapRow[];
  /** Holds that one customer makes within an hour, replaced and released ones too. */
  readonly holdsPerHour: readonly HoldCapRow[];
  /** Passengers with a seat in holds that name the same e-mail address or phone number. */
  readonly unitsPerContact: readonly HoldCapRow[];
  /** Percent of a flight's cabin that all these customers together may hold unpaid. */
  readonly unprovenSharePercent: readonly HoldCapRow[];
}

/**
 * Who counts as what. `ageCountedOn`: on the day of each flight, or on the first day of travel for the whole trip.
 * `infantFromDays` and `infantsPerAdult` are about the lap; `aloneFromAge` is the age from which nobody has to
 * come along.
 */
export interface PassengerRuleRow extends DatedRow {
  readonly scope: FlightScope;
  readonly childUnderAge: number;
  readonly infantUnderAge: number;
  readonly infantFromDays: number;
  readonly ageCountedOn: "EACH_FLIGHT" | "FIRST_FLIGHT";
  readonly aloneFromAge: number;
  readonly infantsPerAdult: number;
  /** Where the figures come from. */
  readonly source: string;
}

/** Who may sit beside an emergency exit, by age on the day of the flight. */
export interface ExitSeatRow extends DatedRow {
  readonly fromAge: number;
  readonly source: string;
}

export interface PassengerPolicies {
  readonly types: readonly PassengerRuleRow[];
  readonly exitSeats: readonly ExitSeatRow[];
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
