/**
 * The one form in which typed text is compared and checked. A pasted name, number or date looks the same to the
 * eye in dozens of encodings; every pattern sees this one.
 */

/** Characters without a shape of their own: format characters (U+200B, U+00AD, U+202E), variation selectors. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u034F/gu;

/** Apostrophes of keyboards, word processors and phones; U+00B4 would fall apart under NFKC. */
const APOSTROPHES = /[\u2018\u2019\u201B\u02B9\u02BB\u02BC\u02BD\u02C8\u2032\uA78C\u00B4\u1FFD]/g;
const BACKTICKS = /[\u0060\u1FEF\uFF40]/g;

/** Hyphens and dashes, the minus sign, the hyphen bullet. */
const DASHES = /[\u2010-\u2015\u2212\u2043]/g;

/** Blanks within a line. Line breaks stay, so that a field of one line can refuse them. */
const BLANKS = /[^\S\r\n\v\f\u2028\u2029]+/g;

const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029]/u;
const REORDERING = /[\u202A-\u202E\u2066-\u2069]/;

/**
 * Text as the eye reads it: invisible characters out, full-width and composed forms alike (NFKC), typographic
 * apostrophes and dashes as typed ones, single blanks. What is plain ASCII already keeps its meaning.
 */
export function readable(text: string): string {
  return text
    .replace(INVISIBLE, "")
    .replace(APOSTROPHES, "'")
    .normalize("NFKC")
    .replace(APOSTROPHES, "'")
    .replace(DASHES, "-")
    .replace(BLANKS, " ")
    .trim();
}

/** The same for names, numbers and dates, where blanks beside an apostrophe or a hyphen mean nothing. Idempotent. */
export function canonical(text: string): string {
  return readable(text.replace(BACKTICKS, "'")).replace(/ *(['-]) */g, "$1");
}

/** Whether text holds control characters, line breaks or halves of characters: none belongs in a line of text. */
export const hasUnprintable = (text: string): boolean => UNPRINTABLE.test(text);

/** Whether text holds characters that turn the order of others around (U+202E), and so disguise them. */
export const hasReordering = (text: string): boolean => REORDERING.test(text);
