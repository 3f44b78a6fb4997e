import { Armchair, BadgePercent, CreditCard } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { SearchForm } from "./search-form";

const promises = [
  { key: "fares", icon: BadgePercent },
  { key: "seats", icon: Armchair },
  { key: "refund", icon: CreditCard },
] as const;

/** The first screen: a heading, the search, and three promises. */
export function HomeHero(form: ComponentProps<typeof SearchForm>) {
  const t = useTranslations("search");
  return (
    <>
      <section className="bg-linear-to-b from-brand-soft to-canvas">
        <div className="page-width grid grid-cols-1 gap-6 pt-10 pb-12 sm:pt-16">
          <div>
            <h1 className="text-display font-extrabold">{t("heroTitle")}</h1>
            {/* Two lines on a phone with any font, so that the page does not move when our font has loaded. */}
            <p className="mt-2 text-lg text-ink-muted max-[27rem]:min-h-[2lh]">{t("heroText")}</p>
          </div>
          <div className="rounded-card border border-line bg-surface p-4 shadow-card sm:p-6">
            <SearchForm {...form} />
          </div>
        </div>
      </section>
      <ul className="page-width grid grid-cols-1 gap-4 pb-16 sm:grid-cols-3">
        {promises.map(({ key, icon: Icon }) => (
          <li key={key} className="flex gap-3 rounded-card border border-line bg-surface p-4">
            <Icon aria-hidden className="mt-0.5 size-6 shrink-0 text-accent-text" />
            <div>
              <h2 className="font-bold">{t(`promises.${key}.title`)}</h2>
              <p className="text-ink-muted">{t(`promises.${key}.text`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
