"use client";

import { useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { PageLink } from "@/components/ui/page-link";
import { usePathname } from "@/i18n/navigation";

const other = {
  ko: { locale: "en", name: "English", short: "EN" },
  en: { locale: "ko", name: "한국어", short: "한국어" },
} as const;

/** The same page, with the same query, in the other language. */
export function LocaleSwitch() {
  const t = useTranslations("layout");
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
      aria-label={`${t("language")}: ${target.name}`}
      className="inline-flex min-h-9 items-center rounded-full px-3 text-sm font-semibold text-ink-muted hover:bg-brand-soft hover:text-ink"
    >
      {target.short}
    </PageLink>
  );
}
