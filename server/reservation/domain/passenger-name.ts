import { canonical, hasUnprintable } from "@/server/shared/canonical";
import { inRomanLetters, withoutMarks } from "@/server/shared/icao-letters";

/** Roman letters as in the machine-readable zone of a passport; hyphen, space and apostrophe join parts. */
const romanName = /^[A-Z]+(?:[-' ][A-Z]+)*$/;

/** Longest surname or given name taken; a passport's machine-readable line holds 39 characters. */
const MAX_NAME_LENGTH = 39;

/** Forms of address that are no part of a name, though other airlines' tickets print them behind it. */
const titles = new Set(["MR", "MRS", "MS", "MISS", "MSTR", "DR"]);

/**
 * A surname or given name as it is printed on the ticket: capitals, single spaces, marked letters as passports
 * spell them (Müller → MUELLER). Null when it cannot be one; the Korean name is kept apart from it.
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

/** Why it is none, for the field to say. */
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

/** The first character that no Roman name has, to be named by `nameCharacter`; null when there is none. */
export function strangeCharacter(text: string): string | null {
  return /[^A-Z' -]/u.exec(asPrinted(text))?.[0] ?? null;
}

/** How the ticket spells a name that was typed with marked letters; null when its letters stay the same. */
export function respelledName(text: string): string | null {
  return /^[\x20-\x7E]*$/.test(canonical(text)) ? null : parseRomanName(text);
}

const asPrinted = (text: string) => inRomanLetters(canonical(text));

function hasTitle(name: string): boolean {
  const words = name.split(" ");
  return titles.has(words[0] ?? "") || titles.has(words.at(-1) ?? "");
}

/** A name in Hangul: whole syllables, its parts joined by a space. Expects canonical text. */
export const koreanName = /^[가-힣]+(?: [가-힣]+)*$/;

/** The key under which names are matched: hyphens, spaces, apostrophes, marks and case do not count. */
export function nameKey(text: string): string {
  return withoutJoints(asPrinted(text));
}

/** All keys that a typed name may have been stored under: passports spell Gül as GUEL or as GUL. */
export function nameKeys(text: string): string[] {
  return [...new Set([nameKey(text), withoutJoints(withoutMarks(canonical(text)))])];
}

const withoutJoints = (name: string) => name.replaceAll(/[\s\-']/g, "");

/** Whether two spellings are the same name. An empty name matches nothing. */
export function isSameName(a: string, b: string): boolean {
  const key = nameKey(a);
  return key !== "" && key === nameKey(b);
}
