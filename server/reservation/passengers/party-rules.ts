import {
  checkCounts,
  type PartyCounts,
  type PartyProblemCode,
} from "@/server/reservation/domain/passenger-type";
import type { PassengerRuleRow } from "@/server/reservation/domain/policy-rows";
import type { FieldErrors } from "@/server/shared/errors";

/** The message key of each problem. */
export const partyProblemKeys: Record<PartyProblemCode, string> = {
  PARTY_EMPTY: "partyEmpty",
  PARTY_TOO_LARGE: "partyTooLarge",
  CHILD_WITHOUT_ADULT: "childWithoutAdult",
  MORE_INFANTS_THAN_ADULTS: "moreInfantsThanAdults",
  NOT_BORN_YET: "notBornYet",
  TOO_YOUNG: "tooYoung",
  AGE_DOES_NOT_MATCH_TYPE: "ageDoesNotMatchType",
};

/** Which of the three numbers of a party a problem is told at. */
export function problemField(code: PartyProblemCode): keyof PartyCounts {
  if (code === "CHILD_WITHOUT_ADULT") return "children";
  return code === "MORE_INFANTS_THAN_ADULTS" ? "infants" : "adults";
}

/** What is wrong with the numbers of a party on a trip whose rule is known, by field. */
export const partyErrors = (counts: PartyCounts, rule: PassengerRuleRow): FieldErrors =>
  Object.fromEntries(
    checkCounts(counts, rule).map(({ code }) => [problemField(code), partyProblemKeys[code]]),
  );
