import { ageOn, type LocalDate } from "@/server/shared/time";

/** Adult from 12, child 2–11, infant below 24 months on a lap (IATA; Korean carriers alike). */
export type PassengerType = "ADULT" | "CHILD" | "INFANT";

export interface PartyCounts {
  readonly adults: number;
  readonly children: number;
  readonly infants: number;
}

export interface PartyMember {
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
  | "AGE_DOES_NOT_MATCH_TYPE";

/** What is wrong with a party; with the passenger and segment where it is one person's age. */
export interface PartyProblem {
  readonly code: PartyProblemCode;
  readonly segmentIndex?: number;
  readonly passengerIndex?: number;
}

/** Seats one reservation may take; larger parties are group sales. */
const MAX_PARTY_UNITS = 9;

const CHILD_FROM_AGE = 2;
const ADULT_FROM_AGE = 12;

/** The type a passenger has on the day of one flight (local date of departure). */
export function passengerTypeOn(birthDate: LocalDate, flightDate: LocalDate): PassengerType {
  const age = ageOn(birthDate, flightDate);
  if (age < CHILD_FROM_AGE) return "INFANT";
  return age < ADULT_FROM_AGE ? "CHILD" : "ADULT";
}

/** Inventory units a party takes on each flight: an infant sits on a lap and takes none. */
export function unitsNeeded(counts: PartyCounts): number {
  return counts.adults + counts.children;
}

export function countTypes(types: readonly PassengerType[]): PartyCounts {
  const of = (type: PassengerType) => types.filter((each) => each === type).length;
  return { adults: of("ADULT"), children: of("CHILD"), infants: of("INFANT") };
}

/** Rules that need no birth dates, for search and hold. Empty when the party may be booked. */
export function checkCounts(counts: PartyCounts): PartyProblem[] {
  const all = [counts.adults, counts.children, counts.infants];
  const units = unitsNeeded(counts);
  if (all.some((count) => !Number.isInteger(count) || count < 0)) return [{ code: "PARTY_EMPTY" }];
  if (units + counts.infants === 0) return [{ code: "PARTY_EMPTY" }];
  const problems: PartyProblem[] = [];
  if (units > MAX_PARTY_UNITS) problems.push({ code: "PARTY_TOO_LARGE" });
  if (counts.children > 0 && counts.adults === 0) problems.push({ code: "CHILD_WITHOUT_ADULT" });
  if (counts.infants > counts.adults) problems.push({ code: "MORE_INFANTS_THAN_ADULTS" });
  return problems;
}

/**
 * All rules for named passengers. Each is tested on the day of each segment: a child that turns
 * twelve, or an infant that turns two, between the flights no longer fits the type it was sold as.
 * Nobody is named before birth, `today` being the Korean date, however late the flight.
 */
export function checkParty(
  party: readonly PartyMember[],
  segmentDates: readonly LocalDate[],
  today: LocalDate,
): PartyProblem[] {
  const problems = checkCounts(countTypes(party.map((member) => member.type)));
  for (const [segmentIndex, date] of segmentDates.entries()) {
    for (const [passengerIndex, member] of party.entries()) {
      if (member.birthDate === null) continue;
      if (member.birthDate > date || member.birthDate > today) {
        problems.push({ code: "NOT_BORN_YET", segmentIndex, passengerIndex });
      } else if (passengerTypeOn(member.birthDate, date) !== member.type) {
        problems.push({ code: "AGE_DOES_NOT_MATCH_TYPE", segmentIndex, passengerIndex });
      }
    }
  }
  return problems;
}
