import { z } from "zod";
import { passengerType } from "@/server/reservation/term-schemas";
import { emailAddress } from "@/server/shared/email";
import {
  birthDate,
  gender,
  hangulName,
  nationality,
  romanName,
  ticketName,
} from "@/server/shared/person-fields";
import { phoneNumber } from "@/server/shared/phone";

export const passengerInput = z.object({
  type: passengerType.meta({ description: "The type on the first flight." }),
  surname: ticketName,
  givenName: ticketName,
  koreanName: hangulName,
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
