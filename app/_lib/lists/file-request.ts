import { hasLocale } from "next-intl";
import { filledValues } from "@/app/_lib/http/search-params";
import { type Locale, routing } from "@/i18n/routing";
import { koreanToday } from "@/server/shared/database-clock";

/** What the address of a file asks for: the list, and the language of its heads. `today` is for the name of the file. */
export async function fileRequest(request: Request) {
  const raw = filledValues(Object.fromEntries(new URL(request.url).searchParams));
  const locale: Locale = hasLocale(routing.locales, raw.locale) ? raw.locale : routing.defaultLocale;
  return { raw, locale, today: await koreanToday() };
}
