import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageLink } from "@/components/ui/page-link";
import { AccountMenu, type ShellUser } from "./account-menu";
import { LocaleSwitch } from "./locale-switch";
import { Logo } from "./logo";
import { MessageLink } from "./message-link";
import { NavLink } from "./nav-link";
import { siteNavigation } from "./navigation";
import { SignInLink } from "./sign-in-link";

/** Logo, menu, language, the bell's slot and the account. */
export function SiteHeader({ user, bell }: { user: ShellUser | null; bell?: ReactNode }) {
  const t = useTranslations("layout");
  return (
    <header className="stuck-header border-b border-line bg-canvas/95 backdrop-blur print:hidden">
      <div className="page-width flex min-h-16 items-center gap-2">
        <PageLink href="/" className="inline-flex rounded-control">
          <Logo />
          <span className="sr-only"> {t("home")}</span>
        </PageLink>
        <nav aria-label={t("mainNavigation")} className="ml-4 hidden items-center gap-1 md:flex">
          {siteNavigation.map(({ key, href, also, exact }) => (
            <NavLink
              key={key}
              href={href}
              also={also}
              exact={exact}
              className="inline-flex min-h-11 items-center rounded-control px-3 font-semibold text-ink-muted decoration-2 underline-offset-8 hover:text-ink aria-[current=page]:text-brand-text aria-[current=page]:underline"
            >
              {t(key)}
            </NavLink>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-0.5 sm:gap-1">
          <LocaleSwitch />
          {user ? (
            <>
              {bell ?? <MessageLink />}
              <AccountMenu user={user} />
            </>
          ) : (
            <SignInLink />
          )}
        </div>
      </div>
    </header>
  );
}
