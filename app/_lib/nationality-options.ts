import type { SelectOption } from "@/components/ui/inputs/select";
import { countryName } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { nationalities } from "@/server/reservation/schemas";

/**
 * The countries by their names in this language, Korea first. Made on the server, because a browser may know other names
 * than the server wrote.
 */
export function nationalityOptions(locale: Locale): SelectOption[] {
  const named = nationalities.map((value) => ({ value, label: countryName(value, locale) }));
  const { compare } = new Intl.Collator(locale);
  const home = (option: SelectOption) => (option.value === "KR" ? 0 : 1);
  return named.toSorted((a, b) => home(a) - home(b) || compare(a.label, b.label));
}
