import type { Locale } from "./airline";

/** What stands from then on where somebody stood whose data was erased. Nobody can be written to at this address. */
export type Pseudonym = { personId: string; email: string; name: string };

const NAMES: Record<Locale, string> = { ko: "탈퇴 회원", en: "Former member" };

export const pseudonymOf = (personId: string, locale: Locale): Pseudonym => ({
  personId,
  email: `${personId}@erased.invalid`,
  name: NAMES[locale],
});

/** The name of each passenger of an erased person's bookings: a ticket needs one. */
export const ERASED_PASSENGER = { surname: "ERASED", givenName: "PASSENGER" } as const;
const PASSENGER_NAME = `${ERASED_PASSENGER.surname} ${ERASED_PASSENGER.givenName}`;

/** The fields of events and quotes that name somebody. A test greps the whole database for what is missing here. */
const replacements = (of: Pseudonym): Record<string, unknown> => ({
  ...{
    email: of.email,
    contactEmail: of.email,
    maskedNewEmail: of.email,
    name: PASSENGER_NAME,
    passengerName: PASSENGER_NAME,
  },
  ...{ surname: ERASED_PASSENGER.surname, givenName: ERASED_PASSENGER.givenName, koreanName: null },
});

/** The same value with everybody in it replaced. Fields that are empty stay empty. */
export function withoutPeople(value: unknown, of: Pseudonym): unknown {
  const replaced = replacements(of);
  const visit = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(visit);
    if (typeof each !== "object" || each === null) return each;
    return Object.fromEntries(
      Object.entries(each).map(([key, inner]) => {
        if (typeof inner === "string" && key in replaced) return [key, replaced[key]];
        if (key === "names" && Array.isArray(inner))
          return [key, inner.map((name) => name && PASSENGER_NAME)];
        return [key, visit(inner)];
      }),
    );
  };
  return visit(value);
}

/** A shorter Latin word is part of too many others, and no name by itself. */
const SHORTEST_LATIN_MARK = 3;

/**
 * Words that staff typed, without the names and addresses in `marks`. A Latin mark counts as a whole word only; to a Korean
 * name particles and titles are attached.
 */
export function withoutMarks(text: string, marks: readonly string[]): string {
  const known = [...new Set(marks.map((mark) => mark.trim()))]
    .filter((mark) => mark.length >= (isLatin(mark) ? SHORTEST_LATIN_MARK : 2))
    .sort((a, b) => b.length - a.length);
  return known.reduce((left, mark) => left.replaceAll(patternOf(mark), "***"), text);
}

const isLatin = (mark: string): boolean => /^[\p{Script=Latin}\d\s/@.+_-]+$/u.test(mark);

function patternOf(mark: string): RegExp {
  const literal = mark.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, "\\$&");
  return isLatin(mark)
    ? new RegExp(`(?<![\\p{L}\\d])${literal}(?![\\p{L}\\d])`, "giu")
    : new RegExp(literal, "gu");
}
