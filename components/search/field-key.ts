const known = [
  "required",
  "airport",
  "date",
  "pastDate",
  "sameAirport",
  "returnBeforeDepart",
  "partyEmpty",
  "partyTooLarge",
  "childWithoutAdult",
  "moreInfantsThanAdults",
  "invalid",
] as const;

/** The message (`search.fields`) for what a schema reports; what it does not know is "invalid". */
export const fieldKey = (reported: string) => known.find((key) => key === reported) ?? "invalid";
