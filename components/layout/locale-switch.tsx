"use client";

import { useSearchParams } from "next/navigation";
import { useLocale } from "next-intl";
import { PageLink } from "@/components/ui/page-link";
import { usePathname } from "@/i18n/navigation";

/** `short` is what is seen; the name of the link begins with it, so that it can be called by voice. */
const other = {
  ko: { locale: "en", short: "EN", rest: "English" },
  en: { locale: "ko", short: "한국어", rest: null },
} as const;

/** The same page, with the same query, in the other language. */
export function LocaleSwitch() {
  const target = other[useLocale()];
  const query = useSearchParams().toString();
  const path = usePathname();
  return (
    <PageLink
      href={query ? `${path}?${query}` : path}
      locale={target.locale}
      lang={target.locale}
      hrefLang={target.locale}
      prefetch={false}
      className="inline-flex min-h-9 items-center rounded-full px-3 text-sm font-semibold text-ink-muted hover:bg-brand-soft hover:text-ink"
    >
      {target.short}
      {target.rest && <span className="sr-only"> {target.rest}</span>}
    </PageLink>
  );
}
