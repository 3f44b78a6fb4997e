import type { Booking, PassengerRules } from "./types";

/** The rule by which a booking's ages count: one international flight makes the trip international. */
export const ruleOf = (
  { segments }: { segments: readonly Pick<Booking["segments"][number], "international">[] },
  rules: PassengerRules,
) => rules[segments.some(({ international }) => international) ? "INTERNATIONAL" : "DOMESTIC"];

/** The figures of a rule as the messages take them. */
export const ageValues = (rule: PassengerRules["DOMESTIC"]) => ({
  child: rule.childUnderAge,
  infant: rule.infantUnderAge,
  days: rule.infantFromDays,
  alone: rule.aloneFromAge,
  counted: rule.ageCountedOn,
});
