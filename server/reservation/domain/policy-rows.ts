import type { FareBrand, FlightScope, PassengerType } from "@/server/shared/fare-terms";
import type { LocalDate } from "@/server/shared/time";

/** In force from the first to the last day, both included. `validTo` null: no end is known. */
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

/** Airport charge (공항이용료) per departure. The row with airport `*` applies to airports without a row of their own. */
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

/** The percentage of the adult fare that a passenger type pays, and whether it pays the fuel surcharge. */
export interface PassengerRatioRow extends DatedRow {
  readonly type: PassengerType;
  readonly scope: FlightScope;
  readonly farePercent: number;
  readonly paysFuelSurcharge: boolean;
}

/** The `minDaysToDeparture` of the row that applies from the no-show cut-off until departure. */
export const NO_SHOW = -1;

/**
 * Cancellation fee per passenger and segment. Of a brand's rows that are not above the days left, the one with the
 * largest `minDaysToDeparture` applies; {@link NO_SHOW} marks a no-show. The fee is the fixed amount plus the
 * percentage of the fare, and never more than fare and fuel surcharge.
 */
export interface RefundFeeRow extends DatedRow {
  readonly scope: FlightScope;
  readonly brand: FareBrand;
  readonly minDaysToDeparture: number;
  readonly feeKrw: number;
  readonly farePercent: number;
}

/** Free cancellation soon after purchase, and on international flights long before departure. */
export interface RefundWaiverRow extends DatedRow {
  readonly scope: FlightScope;
  readonly freeWithinHoursOfPurchase: number;
  /** Free from this many days before departure; `null` = no such rule. */
  readonly freeFromDaysToDeparture: number | null;
}

/**
 * The time before departure at which something ends. `sales`: search, hold and payment. `noShow`: from then on a
 * cancellation counts as a no-show, and the fee of {@link NO_SHOW} applies.
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

/** The minimum time between two flights of an itinerary, at one airport or between two airports of one city. */
export interface ConnectionRow extends DatedRow {
  /** International when one of the two flights is international. */
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
 * Caps against abuse: a hold takes seats from other customers without payment. The first three apply to all customers,
 * the others to customers who have never paid for a reservation.
 */
export interface HoldCapPolicies {
  /** Unpaid holds of one customer at a time. */
  readonly holdsPerCustomer: readonly HoldCapRow[];
  /** Unpaid holds from one client address at a time. */
  readonly holdsPerAddress: readonly HoldCapRow[];
  /** Holds that one customer makes within an hour, including replaced and released ones. */
  readonly holdsPerHour: readonly HoldCapRow[];
  /** Passengers with a seat in holds that name the same e-mail address or phone number. */
  readonly unitsPerContact: readonly HoldCapRow[];
  /** Percent of a flight's cabin that all customers without a payment may hold together. */
  readonly unprovenSharePercent: readonly HoldCapRow[];
}

/**
 * The ages of the passenger types. `ageCountedOn`: ages are those on the day of each flight, or on the first day of
 * travel. Infants travel from `infantFromDays` days of age, at most `infantsPerAdult` on each adult's lap. From
 * `aloneFromAge` years a passenger may travel without an adult.
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

/** How far a customer may correct a Roman name: letters that differ in the whole name, and corrections per passenger. */
export interface NameCorrectionRow extends DatedRow {
  readonly maxLetters: number;
  readonly maxCorrections: number;
  readonly source: string;
}

export interface NameCorrectionPolicies {
  readonly limits: readonly NameCorrectionRow[];
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

/** A required rule is missing: the policy tables are wrong, not the request. */
export class MissingPolicyError extends Error {
  override readonly name = "MissingPolicyError";
}

/** The rows in force on a day. */
export function inForce<Row extends DatedRow>(rows: readonly Row[], date: LocalDate): Row[] {
  return rows.filter((row) => row.validFrom <= date && (row.validTo === null || date <= row.validTo));
}

/** The row in force that matches; of several the one that starts last. */
export function findRow<Row extends DatedRow>(
  rows: readonly Row[],
  date: LocalDate,
  matches: (row: Row) => boolean,
): Row | undefined {
  return inForce(rows, date)
    .filter(matches)
    .sort((a, b) => b.validFrom.localeCompare(a.validFrom))[0];
}

/** The same row as `findRow`, where there must be one. Throws {@link MissingPolicyError}. */
export function requireRow<Row extends DatedRow>(
  rows: readonly Row[],
  date: LocalDate,
  what: string,
  matches: (row: Row) => boolean,
): Row {
  const row = findRow(rows, date, matches);
  if (!row) throw new MissingPolicyError(`No ${what} in force on ${date}`);
  return row;
}
