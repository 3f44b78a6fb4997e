import { ageOn, daysBetween, type LocalDate } from "@/server/shared/time";
import type { FlightScope } from "./fare-brand";
import { type PassengerPolicies, type PassengerRuleRow, type PassengerType, requireRow } from "./policy-rows";

export type { PassengerType };

export interface PartyCounts {
  readonly adults: number;
  readonly children: number;
  readonly infants: number;
}

export interface PartyMember {
  /** The type on the first flight, as it was booked. */
  readonly type: PassengerType;
  /** Null when it is not known (yet): the age is then not judged. */
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

/** What is wrong with a party; with the passenger and flight where it is one person's age. */
export interface PartyProblem {
  readonly code: PartyProblemCode;
  readonly segmentIndex?: number;
  readonly passengerIndex?: number;
}

/** Seats one reservation may take; larger parties are group sales. */
const MAX_PARTY_UNITS = 9;

/** The rule of a whole trip on a day of sale: one international flight makes the trip international. */
export function passengerRule(
  scopes: readonly FlightScope[],
  policies: PassengerPolicies,
  date: LocalDate,
): PassengerRuleRow {
  const scope = scopes.includes("INTERNATIONAL") ? "INTERNATIONAL" : "DOMESTIC";
  return requireRow(policies.types, date, `passenger rule for ${scope}`, (row) => row.scope === scope);
}

/** The type that an age alone gives, on one day. */
export function typeByAge(birthDate: LocalDate, date: LocalDate, rule: PassengerRuleRow): PassengerType {
  const age = ageOn(birthDate, date);
  if (age < rule.infantUnderAge) return "INFANT";
  return age < rule.childUnderAge ? "CHILD" : "ADULT";
}

/** The day on which a flight's ages are counted. `dates` are the local days of departure in travel order. */
function ageDay(dates: readonly LocalDate[], index: number, rule: PassengerRuleRow): LocalDate {
  return (rule.ageCountedOn === "FIRST_FLIGHT" ? dates[0] : dates[index]) as LocalDate;
}

/**
 * The type of a passenger on each flight. Nobody who has a seat becomes a lap infant: who is booked as a child
 * and is below two stays a child.
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

/** Inventory units a party takes on the first flight: an infant sits on a lap and takes none. */
export function unitsNeeded(counts: PartyCounts): number {
  return counts.adults + counts.children;
}

export function countTypes(types: readonly PassengerType[]): PartyCounts {
  const of = (type: PassengerType) => types.filter((each) => each === type).length;
  return { adults: of("ADULT"), children: of("CHILD"), infants: of("INFANT") };
}

/** Whether the size of a party can be booked at all, wherever it goes. */
export function checkSize(counts: PartyCounts): PartyProblem[] {
  const all = [counts.adults, counts.children, counts.infants];
  const units = unitsNeeded(counts);
  if (all.some((count) => !Number.isInteger(count) || count < 0)) return [{ code: "PARTY_EMPTY" }];
  if (units + counts.infants === 0) return [{ code: "PARTY_EMPTY" }];
  return units > MAX_PARTY_UNITS ? [{ code: "PARTY_TOO_LARGE" }] : [];
}

/**
 * Rules that need no birth dates, for search and hold. Empty when the party may be booked. Children alone pass
 * where a child can be old enough to travel alone: their ages decide later.
 */
export function checkCounts(counts: PartyCounts, rule: PassengerRuleRow): PartyProblem[] {
  const problems = checkSize(counts);
  if (problems.some((problem) => problem.code === "PARTY_EMPTY")) return problems;
  const noneAlone = rule.childUnderAge <= rule.aloneFromAge;
  if (noneAlone && counts.children > 0 && counts.adults === 0) problems.push({ code: "CHILD_WITHOUT_ADULT" });
  if (counts.infants > counts.adults * rule.infantsPerAdult)
    problems.push({ code: "MORE_INFANTS_THAN_ADULTS" });
  return problems;
}

/**
 * All rules for named passengers. `dates` are the local days of departure in travel order. Nobody is named
 * before birth, `today` being the Korean date, however late the flight.
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

/** Whether the type that was booked suits the age: an infant may have a seat of its own, as a child. */
function fits(booked: PassengerType, byAge: PassengerType): boolean {
  return booked === byAge || (booked === "CHILD" && byAge === "INFANT");
}
