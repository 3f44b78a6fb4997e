import { clsx } from "clsx";
import { Luggage, PlaneTakeoff, Radar } from "lucide-react";
import { useTranslations } from "next-intl";
import { PageLink } from "@/components/ui/page-link";

const tabs = [
  { key: "book", href: "/", icon: PlaneTakeoff },
  { key: "trip", href: "/trips/find", icon: Luggage },
  { key: "status", href: "/flight-status", icon: Radar },
] as const;

/** The three things that most people come for. Each is a page with its own address: it works before JavaScript. */
export function HomeTabs({ current }: { current: (typeof tabs)[number]["key"] }) {
  const t = useTranslations("home.tabs");
  return (
    <nav aria-label={t("label")}>
      <ul className="flex gap-1 sm:gap-2">
        {tabs.map(({ key, href, icon: Icon }) => (
          <li key={key} className="min-w-0 grow sm:grow-0">
            <PageLink
              href={href}
              aria-current={key === current ? "page" : undefined}
              className={clsx(
                "flex min-h-12 items-center justify-center gap-2 rounded-t-card border border-b-0 px-2 text-center text-sm font-semibold sm:px-5 sm:text-base",
                key === current
                  ? "border-line bg-surface text-brand-text"
                  : "border-transparent text-ink-muted hover:bg-brand-soft hover:text-ink",
              )}
            >
              <Icon aria-hidden className="hidden size-5 shrink-0 sm:block" />
              {t(key)}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
