import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { PageLink } from "@/components/ui/page-link";
import type { Business } from "./business";
import { BusinessInfo } from "./business-info";
import { Logo } from "./logo";
import type { ThemeChoice } from "./theme";
import { ThemeToggle } from "./theme-toggle";

const links = [
  { key: "search", href: "/" },
  { key: "trips", href: "/trips" },
  { key: "findTrip", href: "/trips/find" },
  { key: "mileage", href: "/mileage" },
  { key: "history", href: "/history" },
] as const;

/** The privacy policy stands out, as the Personal Information Protection Act wants it. */
const legalLinks = [
  { key: "terms", href: "/legal/terms-of-use" },
  { key: "privacy", href: "/legal/privacy" },
  { key: "carriage", href: "/legal/conditions-of-carriage" },
  { key: "legal", href: "/legal" },
  { key: "accessibility", href: "/legal/accessibility" },
] as const;

/** `business`: who sells. */
export function SiteFooter({ theme, business }: { theme: ThemeChoice; business: Business }) {
  const t = useTranslations("layout");
  return (
    <footer className="border-t border-line bg-sunken pb-24 md:pb-8 print:hidden">
      <div className="page-width flex flex-wrap items-start justify-between gap-6 pt-8">
        <div className="grid gap-3">
          <Logo />
          <p className="max-w-prose text-sm text-ink-muted">{t("footerNote")}</p>
        </div>
        <nav aria-label={t("footer")}>
          <LinkRow entries={links} />
        </nav>
        <ThemeToggle initial={theme} />
        <div className="grid w-full gap-3 border-t border-line pt-4">
          <nav aria-label={t("legalLinks")}>
            <LinkRow entries={legalLinks} />
          </nav>
          <BusinessInfo business={business} />
        </div>
      </div>
    </footer>
  );
}

type Entry = (typeof links)[number] | (typeof legalLinks)[number];

function LinkRow({ entries }: { entries: readonly Entry[] }) {
  const t = useTranslations("layout");
  return (
    <ul className="flex flex-wrap gap-x-5">
      {entries.map(({ key, href }) => (
        <li key={key}>
          <PageLink
            href={href}
            className={clsx(
              "inline-flex min-h-9 items-center text-sm hover:text-ink hover:underline",
              key === "privacy" ? "font-extrabold text-ink" : "font-medium text-ink-muted",
            )}
          >
            {t(key)}
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
