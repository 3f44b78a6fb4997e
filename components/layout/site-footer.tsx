import { useTranslations } from "next-intl";
import { PageLink } from "@/components/ui/page-link";
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

export function SiteFooter({ theme }: { theme: ThemeChoice }) {
  const t = useTranslations("layout");
  return (
    <footer className="border-t border-line bg-sunken pb-24 md:pb-8 print:hidden">
      <div className="page-width flex flex-wrap items-start justify-between gap-6 pt-8">
        <div className="grid gap-3">
          <Logo />
          <p className="max-w-prose text-sm text-ink-muted">{t("footerNote")}</p>
        </div>
        <nav aria-label={t("footer")}>
          <ul className="flex flex-wrap gap-x-5">
            {links.map(({ key, href }) => (
              <li key={key}>
                <PageLink
                  href={href}
                  className="inline-flex min-h-9 items-center text-sm font-medium text-ink-muted hover:text-ink hover:underline"
                >
                  {t(key)}
                </PageLink>
              </li>
            ))}
          </ul>
        </nav>
        <ThemeToggle initial={theme} />
      </div>
    </footer>
  );
}
