import type { FlightScope, PassengerType, PriceLineKind } from "@/server/shared/fare-terms";
import { FARE_ROUNDING_KRW, krw, type Money, percentOfAmount, sumMoney } from "@/server/shared/money";
import { ageOn, type LocalDate } from "@/server/shared/time";
import { inForce, type PricingPolicies, requireRow } from "./policy-rows";

/** One amount that one passenger pays for one segment, in whole won. Stored with the reservation. */
export interface PriceLine {
  readonly kind: PriceLineKind;
  readonly segmentIndex: number;
  readonly passengerIndex: number;
  readonly amount: number;
}

export interface PricedSegment {
  readonly origin: string;
  readonly originCountry: string;
  readonly scope: FlightScope;
  readonly distanceMiles: number;
  /** Local date of departure, which is also the day of the passengers' ages. */
  readonly departureDate: LocalDate;
  /** What one adult pays for the chosen brand, in whole won. */
  readonly adultFareKrw: number;
}

/** Before names are entered only the type is known. Later the birth date and the type on each segment are known too. */
export interface PricedPassenger {
  readonly type: PassengerType;
  /** The type on each segment; absent when it is `type` on all of them. */
  readonly segmentTypes?: readonly PassengerType[] | null;
  readonly birthDate?: LocalDate | null;
}

export interface PriceQuote {
  readonly lines: readonly PriceLine[];
  readonly total: Money;
}

/**
 * The age assumed for a type until the birth date is known. Exemptions by law end at 2 and at 12 years. A passenger of
 * 12 is a child on domestic flights only, and these have no levy, so 11 gives the right charges for every child.
 */
const typicalAge: Record<PassengerType, number> = { INFANT: 1, CHILD: 11, ADULT: 30 };

/**
 * Prices an itinerary for a party, line by line, by the policy rows in force on the day of issue (Korean date). Lines
 * of KRW 0 are left out, except fares: a free infant is listed too. Fares by ratio are rounded to the nearest KRW 100,
 * halves up. Throws MissingPolicyError when a required row is missing.
 */
export function priceItinerary(input: {
  readonly segments: readonly PricedSegment[];
  readonly passengers: readonly PricedPassenger[];
  readonly issueDate: LocalDate;
  readonly policies: PricingPolicies;
}): PriceQuote {
  const lines = input.segments.flatMap((segment, segmentIndex) =>
    input.passengers.flatMap((passenger, passengerIndex) =>
      amountsFor(segment, onSegment(passenger, segmentIndex), input.issueDate, input.policies)
        .filter(([kind, amount]) => kind === "FARE" || amount > 0)
        .map(([kind, amount]) => ({ kind, segmentIndex, passengerIndex, amount })),
    ),
  );
  return { lines, total: totalOf(lines) };
}

/** The sum of price lines. */
export function totalOf(lines: readonly PriceLine[]): Money {
  return sumMoney(lines.map((line) => krw(line.amount)));
}

/** The type of a passenger on one segment, with the birth date. */
function onSegment({ type, segmentTypes, birthDate }: PricedPassenger, segmentIndex: number) {
  return { type: segmentTypes?.[segmentIndex] ?? type, birthDate };
}

function amountsFor(
  segment: PricedSegment,
  { type, birthDate }: Omit<PricedPassenger, "segmentTypes">,
  issueDate: LocalDate,
  policies: PricingPolicies,
): [PriceLineKind, number][] {
  const age = birthDate ? ageOn(birthDate, segment.departureDate) : typicalAge[type];
  const ratio = requireRow(
    policies.passengerRatios,
    issueDate,
    `passenger ratio for ${type}`,
    (row) => row.type === type && row.scope === segment.scope,
  );
  return [
    ["FARE", percentOfAmount(segment.adultFareKrw, ratio.farePercent, FARE_ROUNDING_KRW)],
    ["FUEL_SURCHARGE", ratio.paysFuelSurcharge ? fuelSurcharge(segment, issueDate, policies) : 0],
    ["AIRPORT_CHARGE", airportCharge(segment, age, issueDate, policies)],
    ["DEPARTURE_LEVY", departureLevy(segment, age, issueDate, policies)],
  ];
}

function fuelSurcharge(segment: PricedSegment, issueDate: LocalDate, policies: PricingPolicies): number {
  const { scope, distanceMiles } = segment;
  return requireRow(
    policies.fuelSurcharges,
    issueDate,
    `fuel surcharge for ${distanceMiles} miles`,
    (row) =>
      row.scope === scope &&
      row.fromMiles <= distanceMiles &&
      (row.belowMiles === null || distanceMiles < row.belowMiles),
  ).amountKrw;
}

/** Uses the row of the airport, or the row `*` when the airport has none. */
function airportCharge(
  segment: PricedSegment,
  age: number,
  issueDate: LocalDate,
  policies: PricingPolicies,
): number {
  const rows = policies.airportCharges.filter((row) => row.scope === segment.scope);
  const own = inForce(rows, issueDate).some((row) => row.airport === segment.origin);
  const airport = own ? segment.origin : "*";
  const what = `airport charge for ${segment.origin}`;
  const row = requireRow(rows, issueDate, what, (each) => each.airport === airport);
  return age < row.exemptUnderAge ? 0 : row.amountKrw;
}

/** Countries without a row in force have no levy: with the ticket only Korea's is collected. */
function departureLevy(
  segment: PricedSegment,
  age: number,
  issueDate: LocalDate,
  policies: PricingPolicies,
): number {
  const rows = policies.departureLevies.filter((row) => row.country === segment.originCountry);
  if (segment.scope === "DOMESTIC" || inForce(rows, issueDate).length === 0) return 0;
  const row = requireRow(rows, issueDate, `departure levy of ${segment.originCountry}`, () => true);
  return age < row.exemptUnderAge ? 0 : row.amountKrw;
}
