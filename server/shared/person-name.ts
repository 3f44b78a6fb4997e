import { canonical, hasUnprintable } from "@/server/shared/canonical";
import { inRomanLetters, withoutMarks } from "@/server/shared/icao-letters";

/** The letters of a passport's machine-readable zone. Hyphen, space and apostrophe join the parts of a name. */
const romanName = /^[A-Z]+(?:[-' ][A-Z]+)*$/;

/** The longest surname or given name: a passport's machine-readable line has 39 characters. */
const MAX_NAME_LENGTH = 39;

/** Titles, which other airlines print after the name on a ticket. They are not part of a name. */
const titles = new Set(["MR", "MRS", "MS", "MISS", "MSTR", "DR"]);

/**
 * Converts a surname or given name to the form on the ticket: capitals, single spaces, and marked letters in the
 * spelling of passports (Müller → MUELLER). Null when it is not a Roman name. The Korean name is a field of its own.
 */
export function parseRomanName(text: string): string | null {
  const name = asPrinted(text);
  return name.length <= MAX_NAME_LENGTH && romanName.test(name) && !hasTitle(name) ? name : null;
}

export type RomanNameProblem =
  | "required"
  | "nameTooLong"
  | "nameTitle"
  | "hiddenCharacter"
  | "nameDigits"
  | "nameFullStop"
  | "romanName"
  | "nameCharacter"
  | "nameJoints";

/** The reason why `parseRomanName` refuses a text, as a message key. */
export function romanNameProblem(text: string): RomanNameProblem {
  const name = asPrinted(text);
  if (name === "") return "required";
  if (romanName.test(name)) return hasTitle(name) ? "nameTitle" : "nameTooLong";
  if (hasUnprintable(name)) return "hiddenCharacter";
  if (/\p{N}/u.test(name)) return "nameDigits";
  if (name.includes(".")) return "nameFullStop";
  if (/(?!\p{Script=Latin})\p{L}/u.test(name)) return "romanName";
  return strangeCharacter(text) === null ? "nameJoints" : "nameCharacter";
}

/** The first character that Roman names do not have, which the message `nameCharacter` shows; null without one. */
export function strangeCharacter(text: string): string | null {
  return /[^A-Z' -]/u.exec(asPrinted(text))?.[0] ?? null;
}

/** The spelling on the ticket of a name typed with other letters than A–Z; null when the letters stay the same. */
export function respelledName(text: string): string | null {
  return /^[\x20-\x7E]*$/.test(canonical(text)) ? null : parseRomanName(text);
}

const asPrinted = (text: string) => inRomanLetters(canonical(text));

function hasTitle(name: string): boolean {
  const words = name.split(" ");
  return titles.has(words[0] ?? "") || titles.has(words.at(-1) ?? "");
}

/** A name in Hangul: whole syllables, parts joined by a space. Expects canonical text. */
export const koreanName = /^[가-힣]+(?: [가-힣]+)*$/;

/** The key that equal names share. Hyphens, spaces, apostrophes, marks and case make no difference. */
export function nameKey(text: string): string {
  return withoutJoints(asPrinted(text));
}

/** All keys that a typed name may be stored under: passports spell Gül as GUEL or as GUL. */
export function nameKeys(text: string): string[] {
  return [...new Set([nameKey(text), withoutJoints(withoutMarks(canonical(text)))])];
}

const withoutJoints = (name: string) => name.replaceAll(/[\s\-']/g, "");

/** Returns true when two spellings are the same name. An empty name equals no name. */
export function isSameName(a: string, b: string): boolean {
  const key = nameKey(a);
  return key !== "" && key === nameKey(b);
}
