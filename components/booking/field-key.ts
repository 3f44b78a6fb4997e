const known = [
  "required",
  "romanName",
  "nameTooLong",
  "hangul",
  "date",
  "noSuchDate",
  "email",
  "phone",
  "ageDoesNotMatchType",
  "notBornYet",
  "partyChanged",
  "tooBig",
  "invalid",
] as const;

/** The message (`booking.fields`) for what a schema reports; what it does not know is "invalid". */
const fieldKey = (reported: string) => known.find((key) => key === reported) ?? "invalid";

/** The same for a field with its value: what is empty is missing, not wrong. */
export function fieldMessageKey(reported: string, value: string | undefined) {
  const empty = (value ?? "").trim() === "";
  return empty && reported !== "partyChanged" ? "required" : fieldKey(reported);
}
