import { canonical } from "@/server/shared/canonical";

export type ComboBoxOption = {
  /** What the form submits. */
  id: string;
  /** Unique. The field shows it once it is chosen: `서울/김포 (GMP)`. */
  text: string;
  /** A second, smaller line in the list. */
  detail?: string;
  /** More words that find it: the other language, the code. */
  keywords?: readonly string[];
};

/** Options that are offered first, under a title. */
export type ChoiceGroup = { title: string; ids: readonly string[] };

/** The form in which texts are compared: width, case, spacing and invisible characters do not matter. */
const fold = (text: string) => canonical(text).toLocaleLowerCase("en").replaceAll(/\s+/g, "");

/** `서울 (GMP)` is found as `서울` too. */
const withoutCode = (text: string) => text.replace(/ \([^()]*\)$/, "");

const wordsOf = ({ text, detail = "", keywords = [] }: ComboBoxOption) => [
  ...[text, withoutCode(text), detail],
  ...keywords,
];

/** True when the typed text occurs in one of the option's names, whatever its case and spacing. */
export function matches(option: ComboBoxOption, typed: string): boolean {
  const wanted = fold(typed);
  return wordsOf(option).some((word) => fold(word).includes(wanted));
}

export type Resolved<O extends ComboBoxOption> = { kind: "one"; option: O } | { kind: "several" | "none" };

/**
 * The option that a typed text means: the one with that id, or else the only one with exactly that name, or else the
 * only one in whose names the text occurs.
 */
export function resolveTyped<O extends ComboBoxOption>(options: readonly O[], typed: string): Resolved<O> {
  const wanted = fold(typed);
  const byId = options.find(({ id }) => fold(id) === wanted);
  if (byId) return { kind: "one", option: byId };
  const named = options.filter((option) => wordsOf(option).some((word) => fold(word) === wanted));
  const found = named.length > 0 ? named : options.filter((option) => matches(option, typed));
  const [only] = found;
  if (!only) return { kind: "none" };
  return found.length === 1 ? { kind: "one", option: only } : { kind: "several" };
}
