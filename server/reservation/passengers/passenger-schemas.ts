import { z } from "zod";
import { typedBirthDate } from "@/server/reservation/domain/birth-date";
import { isNationality } from "@/server/reservation/domain/nationality";
import { koreanName, parseRomanName, romanNameProblem } from "@/server/reservation/domain/passenger-name";
import { gender, passengerType } from "@/server/reservation/term-schemas";
import { emailAddress } from "@/server/shared/email";
import { phoneNumber } from "@/server/shared/phone";
import { canonicalText } from "@/server/shared/text";
import { isLocalDate } from "@/server/shared/time";

export const romanName = canonicalText.transform((text, c) => {
  const name = parseRomanName(text);
  if (name !== null) return name;
  c.addIssue({ code: "custom", message: romanNameProblem(text) });
  return z.NEVER;
});

/** Two letters of ISO 3166-1 in any case; empty when the passenger does not say. */
const nationality = canonicalText
  .overwrite((text) => text.toUpperCase())
  .refine((text) => text === "" || isNationality(text), "nationality")
  .nullish()
  .transform((v) => v || null);

/** A complete date that no calendar has gets another message than an unfinished one. */
const birthDate = canonicalText.overwrite(typedBirthDate).superRefine((text, c) => {
  if (isLocalDate(text)) return;
  const complete = /^\d{4}-\d{2}-\d{2}$/.test(text);
  c.addIssue({ code: "custom", message: complete ? "noSuchDate" : "date" });
});

const ticketName = romanName.meta({ description: "In Roman letters, as in the passport." });

export const passengerInput = z.object({
  type: passengerType.meta({ description: "The type on the first flight." }),
  surname: ticketName,
  givenName: ticketName,
  koreanName: canonicalText
    .max(40)
    .refine((text) => text === "" || koreanName.test(text), "hangul")
    .nullish()
    .transform((v) => v || null)
    .meta({ description: "In Hangul, when there is one." }),
  birthDate: birthDate.meta({ description: "As `1990-05-05`." }),
  gender,
  nationality,
});
export type PassengerInput = z.output<typeof passengerInput>;

/** How the airline reaches the customer about a reservation. */
export const contactInput = z.object({
  email: emailAddress("email"),
  phone: phoneNumber
    .nullish()
    .meta({ description: "A Korean number in any usual spelling, or an international one from `+` on." }),
});

export const overlapConfirmed = z.boolean().default(false).meta({
  description: "The customer confirms that a passenger is also booked on another flight at the same time.",
});

export const enterPassengersInput = z.object({
  reservationId: z.uuid(),
  passengers: z.array(passengerInput).min(1).max(18),
  contact: contactInput,
  overlapConfirmed,
});
export type EnterPassengersInput = z.input<typeof enterPassengersInput>;

/**
 * The names and birth dates of `enterPassengersInput`; null where one is not valid, so that the others can be checked.
 */
export const identitiesInput = z.object({
  passengers: z
    .array(
      z.object({
        surname: romanName.nullable().catch(null),
        givenName: romanName.nullable().catch(null),
        birthDate: birthDate.nullable().catch(null),
      }),
    )
    .catch([]),
});

/**
 * The types and birth dates of `enterPassengersInput`; null where a date is not valid, so that the others can be
 * checked.
 */
export const agesInput = z.object({
  passengers: z
    .array(z.object({ type: passengerType, birthDate: birthDate.nullable().catch(null) }))
    .catch([]),
});
export type PassengerAge = z.output<typeof agesInput>["passengers"][number];
