import { knownKey } from "@/components/ui/known-key";

/** Messages under `booking.fields`. */
const known = [
  "required",
  "romanName",
  "nameTooLong",
  "nameDigits",
  "nameFullStop",
  "nameTitle",
  "nameJoints",
  "nameCharacter",
  "hiddenCharacter",
  "hangul",
  "date",
  "noSuchDate",
  "nationality",
  "email",
  "phone",
  "ageDoesNotMatchType",
  "notBornYet",
  "bornTooLongAgo",
  "tooYoung",
  "childWithoutAdult",
  "noSeatLeft",
  "partyChanged",
  "samePersonTwice",
  "alreadyOnFlight",
  "overlappingFlights",
  "tooBig",
  "invalid",
] as const;

/** Errors of the whole party, or of a box that is not ticked: their fields have no value. */
const withoutValue = new Set(["partyChanged", "overlappingFlights"]);

/** The key of the message for a field's error under `booking.fields`: an empty field is missing, not wrong. */
export function fieldMessageKey(reported: string, value: string | undefined) {
  const empty = (value ?? "").trim() === "";
  return empty && !withoutValue.has(reported) ? "required" : knownKey(known, reported, "invalid");
}
