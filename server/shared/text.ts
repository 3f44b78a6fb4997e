import { z } from "zod";
import { canonical, hasReordering, hasUnprintable, readable } from "./canonical";

/** The longest text that is read. It is longer than the limit of any field, so that blanks and marks do not count. */
const MAX_TYPED_LENGTH = 400;

const typed = z.string().max(MAX_TYPED_LENGTH, "tooBig");

/** The schema of typed text in its canonical form. A pattern may follow. */
export const canonicalText = typed.overwrite(canonical);

/** The schema of a search field. Invisible and unprintable characters are removed. */
export const searchText = (maxLength: number) =>
  typed.transform(searchWords).pipe(z.string().max(maxLength, "tooBig"));

const searchWords = (text: string) =>
  readable([...text].map((character) => (hasUnprintable(character) ? " " : character)).join(""));

/**
 * The schema of one line for people, as it was typed: a reason, a note. Control characters and line breaks are refused,
 * because the line may be part of a mail's head.
 */
export const line = (maxLength: number) =>
  typed
    .overwrite((text) => text.normalize("NFC").trim())
    .min(1)
    .max(maxLength)
    .refine((text) => !hasUnprintable(text) && !hasReordering(text), "hiddenCharacter")
    .refine(isVisible, "invalid");

/**
 * The schema of text of several lines for people: a note, a reason. Line breaks stay; other control characters are
 * refused.
 *
 * @param minLength below it, the field is "required" when empty and "tooShort" otherwise.
 */
export const paragraphs = (minLength: number, maxLength: number) =>
  z
    .string()
    .max(maxLength * 2, "tooBig")
    .overwrite((text) => text.normalize("NFC").replace(/\r\n?/g, "\n").trim())
    .refine((text) => text !== "", { error: "required", abort: true })
    .min(minLength, "tooShort")
    .max(maxLength, "tooBig")
    .refine(
      (text) => text.split("\n").every((each) => !hasUnprintable(each) && !hasReordering(each)),
      "hiddenMark",
    )
    .refine(isVisible, "invalid");

/** A letter or digit that is not blank (unlike U+3164). */
const VISIBLE = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u;

/** Whether text has a visible letter or digit. */
function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

const MAX_SHOWN_NAME_LENGTH = 60;

/** The schema of a person's name in messages: any script, with at least one visible letter or digit. */
export const shownName = typed.superRefine(reportHidden).transform((text, c) => {
  const name = canonical(text);
  if (name.length > MAX_SHOWN_NAME_LENGTH) c.addIssue({ code: "custom", message: "tooBig" });
  if (!isVisible(name))
    c.addIssue({ code: "custom", message: text.trim() === "" ? "required" : "nameInvisible" });
  return name;
});

/** Makes a name from another service fit for display; null when nothing visible is left. */
export function shownNameOf(text: string): string | null {
  let name = "";
  for (const character of canonical(searchWords(text.slice(0, MAX_TYPED_LENGTH)))) {
    if (name.length + character.length > MAX_SHOWN_NAME_LENGTH) break;
    name += character;
  }
  return isVisible(name) ? name.trim() : null;
}

function reportHidden(text: string, c: z.RefinementCtx<string>): void {
  if (hasUnprintable(text.trim()) || hasReordering(text))
    c.addIssue({ code: "custom", message: "hiddenCharacter" });
}
