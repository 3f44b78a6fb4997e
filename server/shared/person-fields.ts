import { z } from "zod";
import { typedBirthDate } from "./birth-date";
import { isNationality } from "./nationality";
import { koreanName, parseRomanName, romanNameProblem } from "./person-name";
import { canonicalText } from "./text";
import { isLocalDate } from "./time";

/** The fields of a person who travels. Passengers of a booking and the people of a profile have the same. */

/** A surname or given name in Roman letters. */
export const romanName = canonicalText.transform((text, c) => {
  const name = parseRomanName(text);
  if (name !== null) return name;
  c.addIssue({ code: "custom", message: romanNameProblem(text) });
  return z.NEVER;
});

/** The same, as the ticket has it. */
export const ticketName = romanName.meta({ description: "In Roman letters, as in the passport." });

export const hangulName = canonicalText
  .max(40)
  .refine((text) => text === "" || koreanName.test(text), "hangul")
  .nullish()
  .transform((v) => v || null)
  .meta({ description: "In Hangul, when there is one." });

/** A complete date that no calendar has gets another message than an unfinished one. */
export const birthDate = canonicalText.overwrite(typedBirthDate).superRefine((text, c) => {
  if (isLocalDate(text)) return;
  const complete = /^\d{4}-\d{2}-\d{2}$/.test(text);
  c.addIssue({ code: "custom", message: complete ? "noSuchDate" : "date" });
});

export const gender = z.enum(["F", "M"]);

/** Two letters of ISO 3166-1 in any case; empty when the person does not say. */
export const nationality = canonicalText
  .overwrite((text) => text.toUpperCase())
  .refine((text) => text === "" || isNationality(text), "nationality")
  .nullish()
  .transform((v) => v || null);
