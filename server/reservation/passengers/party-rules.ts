import {
  checkCounts,
  type PartyCounts,
  type PartyProblemCode,
} from "@/server/reservation/domain/passenger-type";
import type { PassengerRuleRow } from "@/server/reservation/domain/policy-rows";
import type { FieldErrors } from "@/server/shared/errors";

/** The message key of each party problem. */
export const partyProblemKeys: Record<PartyProblemCode, string> = {
  PARTY_EMPTY: "partyEmpty",
  PARTY_TOO_LARGE: "partyTooLarge",
  CHILD_WITHOUT_ADULT: "childWithoutAdult",
  MORE_INFANTS_THAN_ADULTS: "moreInfantsThanAdults",
  NOT_BORN_YET: "notBornYet",
  TOO_YOUNG: "tooYoung",
  AGE_DOES_NOT_MATCH_TYPE: "ageDoesNotMatchType",
};

/** The field of the party that shows a problem. */
export function problemField(code: PartyProblemCode): keyof PartyCounts {
  if (code === "CHILD_WITHOUT_ADULT") return "children";
  return code === "MORE_INFANTS_THAN_ADULTS" ? "infants" : "adults";
}

/** The errors of a party by field, for a trip whose passenger rule is known. */
export const partyErrors = (counts: PartyCounts, rule: PassengerRuleRow): FieldErrors =>
  Object.fromEntries(
    checkCounts(counts, rule).map(({ code }) => [problemField(code), partyProblemKeys[code]]),
  );
