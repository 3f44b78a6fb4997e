import { canonical } from "@/server/shared/canonical";
import { ageOn, type LocalDate } from "@/server/shared/time";

/** No living person was born earlier or is older: such a date is a typing error. */
const EARLIEST_BIRTH = "1900-01-01";
const MAX_AGE_YEARS = 120;

/** Returns true when no living person can have this birth date. `today` is the Korean date. */
export function isBornTooLongAgo(birthDate: LocalDate, today: LocalDate): boolean {
  return birthDate < EARLIEST_BIRTH || ageOn(birthDate, today) > MAX_AGE_YEARS;
}

/**
 * Converts the usual ways to type a birth date to ISO: `19900505`, `1990.5.5`, `1990년 5월 5일` and full-width digits
 * become `1990-05-05`. Returns other text unchanged; the schema refuses it.
 */
export function typedBirthDate(text: string): string {
  const typed = canonical(text);
  const [, year, month, day] =
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ??
    /^(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?$/.exec(typed) ??
    [];
  return year && month && day ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : typed;
}
