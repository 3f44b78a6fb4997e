import { Armchair, BadgePercent, CreditCard } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { HomeTabs } from "@/components/home/home-tabs";
import { type Offer, Offers } from "@/components/home/offers";
import { SearchBox } from "@/components/home/search-box";

const promises = [
  { key: "fares", icon: BadgePercent },
  { key: "seats", icon: Armchair },
  { key: "refund", icon: CreditCard },
] as const;

type Props = ComponentProps<typeof SearchBox> & { offers: readonly Offer[]; offerDays: number };

/** The first screen: a heading, the search and the latest searches; then the lowest fares, and three promises. */
export function HomeHero({ offers, offerDays, ...form }: Props) {
  const t = useTranslations("search");
  return (
    <>
      <section className="bg-linear-to-b from-brand-soft to-canvas">
        <div className="page-width pt-10 pb-4 sm:pt-16">
          <h1 className="text-display font-extrabold">{t("heroTitle")}</h1>
          {/* Two lines on a phone with any font, so that the page does not move when our font has loaded. */}
          <p className="mt-2 mb-6 text-lg text-ink-muted max-[27rem]:min-h-[2lh]">{t("heroText")}</p>
          <HomeTabs current="book" />
          <SearchBox {...form} />
        </div>
      </section>
      <Offers offers={offers} days={offerDays} />
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
