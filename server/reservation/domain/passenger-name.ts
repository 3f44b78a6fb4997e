/** Roman letters as in the machine-readable zone of a passport; hyphen, space and apostrophe join parts. */
const romanName = /^[A-Z]+(?:[-' ][A-Z]+)*$/;

/** Longest surname or given name taken; a passport's machine-readable line holds 39 characters. */
const MAX_NAME_LENGTH = 39;

/**
 * A surname or given name as it is printed on the ticket: capitals, single spaces. Null when it is
 * not written in Roman letters or is too long; the Korean name is kept apart from it.
 */
export function parseRomanName(text: string): string | null {
  const name = normalised(text);
  return name.length <= MAX_NAME_LENGTH && romanName.test(name) ? name : null;
}

/** Why it is none, for the field to say: it is missing, is not in Roman letters, or is only too long. */
export function romanNameProblem(text: string): "required" | "romanName" | "nameTooLong" {
  const name = normalised(text);
  if (name === "") return "required";
  return romanName.test(name) ? "nameTooLong" : "romanName";
}

const normalised = (text: string) => text.trim().replaceAll(/\s+/g, " ").replaceAll("’", "'").toUpperCase();

/** A name in Hangul, its parts joined by spaces. */
export const koreanName = /^\p{Script=Hangul}+(?: +\p{Script=Hangul}+)*$/u;

/** The key under which names are matched: hyphens, spaces, apostrophes and case do not count. */
export function nameKey(text: string): string {
  return text.replaceAll(/[\s\-'’]/g, "").toUpperCase();
}

/** Whether two spellings are the same name. An empty name matches nothing. */
export function isSameName(a: string, b: string): boolean {
  const key = nameKey(a);
  return key !== "" && key === nameKey(b);
}
