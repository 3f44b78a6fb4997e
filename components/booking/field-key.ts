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

/** The message (`booking.fields`) for what a schema reports; what it does not know is "invalid". */
const fieldKey = (reported: string) => known.find((key) => key === reported) ?? "invalid";

/** These say something of the whole party or of a box that is not ticked, which has no value. */
const ofTheWhole = new Set(["partyChanged", "overlappingFlights"]);

/** The same for a field with its value: what is empty is missing, not wrong. */
export function fieldMessageKey(reported: string, value: string | undefined) {
  const empty = (value ?? "").trim() === "";
  return empty && !ofTheWhole.has(reported) ? "required" : fieldKey(reported);
}
