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

const fold = (text: string) => text.normalize("NFKC").toLocaleLowerCase("en").replaceAll(/\s+/g, "");

/** Whether what was typed occurs in any of the option's names, whatever its case and spacing. */
export function matches(option: ComboBoxOption, typed: string): boolean {
  const wanted = fold(typed);
  return [option.text, option.detail ?? "", ...(option.keywords ?? [])].some((word) =>
    fold(word).includes(wanted),
  );
}
