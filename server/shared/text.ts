import { z } from "zod";
import { canonical, hasReordering, hasUnprintable, readable } from "./canonical";

/** Longest text that is looked at: longer than any field's own limit, so that blanks and marks do not count. */
const MAX_TYPED_LENGTH = 400;

const typed = z.string().max(MAX_TYPED_LENGTH, "tooBig");

/** Typed text in its canonical form, for a pattern to follow. */
export const canonicalText = typed.overwrite(canonical);

/** What was typed into a search field; what nobody can see or store finds nothing and is left out. */
export const searchText = (maxLength: number) =>
  typed.transform(searchWords).pipe(z.string().max(maxLength, "tooBig"));

const searchWords = (text: string) =>
  readable([...text].map((character) => (hasUnprintable(character) ? " " : character)).join(""));

/**
 * One line that people will read, as it was typed: a reason, a note. Control characters and line breaks are
 * refused: such a line may stand in the head of a mail.
 */
export const line = (maxLength: number) =>
  typed
    .overwrite((text) => text.normalize("NFC").trim())
    .min(1)
    .max(maxLength)
    .refine((text) => !hasUnprintable(text) && !hasReordering(text), "hiddenCharacter")
    .refine(isVisible, "invalid");

/** Letters and digits, without those that are blank (U+3164). */
const VISIBLE = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u;

/** Whether there is a letter or digit to be seen. */
function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

const MAX_SHOWN_NAME_LENGTH = 60;

/** The name that a person goes by in messages: any script, with a letter or digit to be seen. */
export const shownName = typed.superRefine(reportHidden).transform((text, c) => {
  const name = canonical(text);
  if (name.length > MAX_SHOWN_NAME_LENGTH) c.addIssue({ code: "custom", message: "tooBig" });
  if (!isVisible(name))
    c.addIssue({ code: "custom", message: text.trim() === "" ? "required" : "nameInvisible" });
  return name;
});

/** A name that comes from elsewhere, made fit to be shown; null when nothing of it is. */
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
