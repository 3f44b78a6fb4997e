import { addMonths, type LocalDate } from "@/server/shared/time";
import type { Passport, Person } from "./schemas";

type Validity = NonNullable<Person["passport"]>["validity"];

/** Whether a passport is valid on a day, and for so many months from then on. */
export function validityOn(
  day: LocalDate,
  expiresOn: LocalDate,
  months: number,
): Exclude<Validity, "UNREADABLE"> {
  if (expiresOn < day) return "ENDED";
  return expiresOn < addMonths(day, months) ? "ENDS_SOON" : "VALID";
}

/** `M*******8`: the first and the last character. */
export const maskNumber = ({ number }: Pick<Passport, "number">): string =>
  `${number.slice(0, 1)}${"*".repeat(number.length - 2)}${number.slice(-1)}`;
