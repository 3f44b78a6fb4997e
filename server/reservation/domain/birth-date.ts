import { canonical } from "@/server/shared/canonical";
import { ageOn, type LocalDate } from "@/server/shared/time";

/** Nobody alive was born earlier, or has become older: such a date is a slip of the finger. */
const EARLIEST_BIRTH = "1900-01-01";
const MAX_AGE_YEARS = 120;

/** Whether a birth date is one that no living person has. `today` is the Korean date. */
export function isBornTooLongAgo(birthDate: LocalDate, today: LocalDate): boolean {
  return birthDate < EARLIEST_BIRTH || ageOn(birthDate, today) > MAX_AGE_YEARS;
}

/**
 * A birth date as people type it: `19900505`, `1990.5.5`, `1990년 5월 5일` and full-width digits become
 * `1990-05-05`. Anything else is left as it is, for the schema to refuse.
 */
export function typedBirthDate(text: string): string {
  const typed = canonical(text);
  const [, year, month, day] =
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ??
    /^(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?$/.exec(typed) ??
    [];
  return year && month && day ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : typed;
}
