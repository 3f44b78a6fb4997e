import { type FlightScope, MAX_PARTY_UNITS, type PassengerType } from "@/server/shared/fare-terms";
import { ageOn, daysBetween, type LocalDate } from "@/server/shared/time";
import { tripScope } from "./flight-scope";
import { type PassengerPolicies, type PassengerRuleRow, requireRow } from "./policy-rows";

export interface PartyCounts {
  readonly adults: number;
  readonly children: number;
  readonly infants: number;
}

export interface PartyMember {
  /** The type on the first flight, as it was booked. */
  readonly type: PassengerType;
  /** Null when it is not known yet: the age is then not checked. */
  readonly birthDate: LocalDate | null;
}

export type PartyProblemCode =
  | "PARTY_EMPTY"
  | "PARTY_TOO_LARGE"
  | "CHILD_WITHOUT_ADULT"
  | "MORE_INFANTS_THAN_ADULTS"
  | "NOT_BORN_YET"
  | "TOO_YOUNG"
  | "AGE_DOES_NOT_MATCH_TYPE";

/** A broken rule of a party. The indexes are set when the age of one passenger on one flight breaks it. */
export interface PartyProblem {
  readonly code: PartyProblemCode;
  readonly segmentIndex?: number;
  readonly passengerIndex?: number;
}

/** The passenger rule of a whole trip on a day of sale. Throws MissingPolicyError. */
export function passengerRule(
  scopes: readonly FlightScope[],
  policies: PassengerPolicies,
  date: LocalDate,
): PassengerRuleRow {
  const scope = tripScope(scopes);
  return requireRow(policies.types, date, `passenger rule for ${scope}`, (row) => row.scope === scope);
}

/** The type by age on a day. */
export function typeByAge(birthDate: LocalDate, date: LocalDate, rule: PassengerRuleRow): PassengerType {
  const age = ageOn(birthDate, date);
  if (age < rule.infantUnderAge) return "INFANT";
  return age < rule.childUnderAge ? "CHILD" : "ADULT";
}

/** The day whose ages apply on a flight. `dates` are the local days of departure in travel order. */
function ageDay(dates: readonly LocalDate[], index: number, rule: PassengerRuleRow): LocalDate {
  return (rule.ageCountedOn === "FIRST_FLIGHT" ? dates[0] : dates[index]) as LocalDate;
}

/**
 * The type of a passenger on each flight. A passenger with a seat never becomes a lap infant: a child under two who was
 * booked as a child stays a child.
 */
export function typesOnFlights(
  { type, birthDate }: PartyMember,
  dates: readonly LocalDate[],
  rule: PassengerRuleRow,
): PassengerType[] {
  return dates.map((_, index) => {
    if (birthDate === null || index === 0) return type;
    const byAge = typeByAge(birthDate, ageDay(dates, index, rule), rule);
    return byAge === "INFANT" ? type : byAge;
  });
}

/**
 * The type of a passenger on a flight that takes the place of another one: by age on the new day. Whoever had a seat keeps
 * one. `dates` are the local days of departure of the changed trip, `index` is the new flight.
 */
export function typeAfterChange(
  { type, birthDate }: PartyMember,
  { dates, index }: { dates: readonly LocalDate[]; index: number },
  rule: PassengerRuleRow,
): PassengerType {
  if (birthDate === null) return type;
  const byAge = typeByAge(birthDate, ageDay(dates, index, rule), rule);
  return byAge === "INFANT" ? type : byAge;
}

/** The number of inventory units that a party needs on the first flight. Infants sit on a lap and need none. */
export function unitsNeeded(counts: PartyCounts): number {
  return counts.adults + counts.children;
}

export function countTypes(types: readonly PassengerType[]): PartyCounts {
  const of = (type: PassengerType) => types.filter((each) => each === type).length;
  return { adults: of("ADULT"), children: of("CHILD"), infants: of("INFANT") };
}

/** Checks the size of a party by the rules that are the same on every route. Empty when it is allowed. */
export function checkSize(counts: PartyCounts): PartyProblem[] {
  const all = [counts.adults, counts.children, counts.infants];
  const units = unitsNeeded(counts);
  if (all.some((count) => !Number.isInteger(count) || count < 0)) return [{ code: "PARTY_EMPTY" }];
  if (units + counts.infants === 0) return [{ code: "PARTY_EMPTY" }];
  return units > MAX_PARTY_UNITS ? [{ code: "PARTY_TOO_LARGE" }] : [];
}

/**
 * Checks a party by the rules that need no birth dates; search and hold use it. Empty when the party is allowed.
 * Children without an adult are allowed where a child can be old enough to travel alone: `checkParty` then checks their
 * ages.
 */
export function checkCounts(counts: PartyCounts, rule: PassengerRuleRow): PartyProblem[] {
  const problems = checkSize(counts);
  if (problems.some((problem) => problem.code === "PARTY_EMPTY")) return problems;
  const childNeverAlone = rule.childUnderAge <= rule.aloneFromAge;
  if (childNeverAlone && counts.children > 0 && counts.adults === 0)
    problems.push({ code: "CHILD_WITHOUT_ADULT" });
  if (counts.infants > counts.adults * rule.infantsPerAdult)
    problems.push({ code: "MORE_INFANTS_THAN_ADULTS" });
  return problems;
}

/**
 * Checks named passengers by all rules. `dates` are the local days of departure in travel order. `today` is the Korean
 * date: a child must be born before it can be named, even when the flight is later.
 */
export function checkParty(
  party: readonly PartyMember[],
  dates: readonly LocalDate[],
  rule: PassengerRuleRow,
  today: LocalDate,
): PartyProblem[] {
  const problems = checkCounts(countTypes(party.map((member) => member.type)), rule);
  const types = party.map((member) => typesOnFlights(member, dates, rule));
  for (const [segmentIndex, date] of dates.entries()) {
    const accompanied = types.some((onFlights) => onFlights[segmentIndex] === "ADULT");
    for (const [passengerIndex, { type, birthDate }] of party.entries()) {
      if (birthDate === null) continue;
      const report = (code: PartyProblemCode) => problems.push({ code, segmentIndex, passengerIndex });
      const day = ageDay(dates, segmentIndex, rule);
      if (birthDate > date || birthDate > today) report("NOT_BORN_YET");
      else if (daysBetween(birthDate, date) < rule.infantFromDays) report("TOO_YOUNG");
      else if (segmentIndex === 0 && !fits(type, typeByAge(birthDate, date, rule)))
        report("AGE_DOES_NOT_MATCH_TYPE");
      else if (!accompanied && ageOn(birthDate, day) < rule.aloneFromAge) report("CHILD_WITHOUT_ADULT");
    }
  }
  return problems;
}

/** A passenger who stays on a flight after others have left the trip. */
export type Remaining = {
  readonly passengerIndex: number;
  readonly type: PassengerType;
  readonly birthDate: LocalDate | null;
};

/**
 * Returns why these passengers cannot fly without those who left: more infants than laps, or a child who is too young to
 * travel alone. Null when they can. `dates` are the local days of departure of the trip, `index` is the flight.
 */
export function missingCompanion(
  remaining: readonly Remaining[],
  { dates, index }: { dates: readonly LocalDate[]; index: number },
  rule: PassengerRuleRow,
): "MORE_INFANTS_THAN_ADULTS" | "CHILD_WITHOUT_ADULT" | null {
  const { adults, infants } = countTypes(remaining.map(({ type }) => type));
  if (infants > adults * rule.infantsPerAdult) return "MORE_INFANTS_THAN_ADULTS";
  const tooYoung = ({ type, birthDate }: Remaining) =>
    birthDate === null ? type !== "ADULT" : ageOn(birthDate, ageDay(dates, index, rule)) < rule.aloneFromAge;
  return adults === 0 && remaining.some(tooYoung) ? "CHILD_WITHOUT_ADULT" : null;
}

/** Returns true when the booked type suits the age. An infant may be booked as a child, with a seat of its own. */
function fits(booked: PassengerType, byAge: PassengerType): boolean {
  return booked === byAge || (booked === "CHILD" && byAge === "INFANT");
}

/** Lists the types of a party: adults first, then children, then infants. */
export const partyTypes = ({ adults, children, infants }: PartyCounts): PassengerType[] => [
  ...Array<PassengerType>(adults).fill("ADULT"),
  ...Array<PassengerType>(children).fill("CHILD"),
  ...Array<PassengerType>(infants).fill("INFANT"),
];
