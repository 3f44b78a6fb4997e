/**
 * The canonical form of typed text. A pasted name, number or date can be encoded in many ways that look the same. All
 * comparisons and patterns use this form.
 */

/** Invisible characters: format characters (U+200B, U+00AD, U+202E) and variation selectors. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u034F/gu;

/** Apostrophes of keyboards, word processors and phones. NFKC would split U+00B4 into two characters. */
const APOSTROPHES = /[\u2018\u2019\u201B\u02B9\u02BB\u02BC\u02BD\u02C8\u2032\uA78C\u00B4\u1FFD]/g;
const BACKTICKS = /[\u0060\u1FEF\uFF40]/g;

/** Hyphens and dashes, the minus sign, the hyphen bullet. */
const DASHES = /[\u2010-\u2015\u2212\u2043]/g;

/** Blanks within a line. Line breaks are not among them, so that a field of one line can refuse them. */
const BLANKS = /[^\S\r\n\v\f\u2028\u2029]+/g;

const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029]/u;
const REORDERING = /[\u202A-\u202E\u2066-\u2069]/;

/**
 * Text as a reader sees it: without invisible characters, in NFKC (full-width and composed forms become the same), with
 * plain apostrophes and dashes, with single blanks. Plain ASCII text keeps its meaning.
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

/** The same for names, numbers and dates: also without blanks beside an apostrophe or a hyphen. Idempotent. */
export function canonical(text: string): string {
  return readable(text.replace(BACKTICKS, "'")).replace(/ *(['-]) */g, "$1");
}

/** Whether text contains control characters, line breaks or unpaired surrogates. A line of text has none of them. */
export const hasUnprintable = (text: string): boolean => UNPRINTABLE.test(text);

/** Whether text contains characters that change the displayed order of others (U+202E) and can so disguise text. */
export const hasReordering = (text: string): boolean => REORDERING.test(text);
