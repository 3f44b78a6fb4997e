import { canonical } from "@/server/shared/canonical";

export type ComboBoxOption = {
  /** What the form submits. */
  id: string;
  /** Unique; shown in the field once chosen: `서울/김포 (GMP)`. */
  text: string;
  /** A second, smaller line in the list. */
  detail?: string;
  /** Further words that find it: the other language, the code. */
  keywords?: readonly string[];
};

/** One form for what is the same to a reader: width, case and spacing do not count, nor do invisible characters. */
const fold = (text: string) => canonical(text).toLocaleLowerCase("en").replaceAll(/\s+/g, "");

const wordsOf = (option: ComboBoxOption) => [option.text, option.detail ?? "", ...(option.keywords ?? [])];

/** Whether what was typed occurs in any of the option's names, whatever its case and spacing. */
export function matches(option: ComboBoxOption, typed: string): boolean {
  const wanted = fold(typed);
  return wordsOf(option).some((word) => fold(word).includes(wanted));
}

export type Resolved<O extends ComboBoxOption> = { kind: "one"; option: O } | { kind: "several" | "none" };

/**
 * The choice that what was typed means by itself: the one with that id, or else the only one with that very name, or else the only one in
 * whose names it occurs.
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
