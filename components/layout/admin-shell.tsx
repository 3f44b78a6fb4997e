import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageLink } from "@/components/ui/page-link";
import { AccountMenu } from "./account-menu";
import { AdminNavigation } from "./admin-navigation";
import { LocaleSwitch } from "./locale-switch";
import { Logo } from "./logo";
import type { ShellUser } from "./session-user";
import { SkipLink } from "./skip-link";
import type { ThemeChoice } from "./theme";
import { ThemeToggle } from "./theme-toggle";

/** Everything around a page of the dashboard: dense, with the menu always at hand. It guards nothing. */
export function AdminShell({
  user,
  theme,
  children,
}: {
  user: ShellUser | null;
  theme: ThemeChoice;
  children: ReactNode;
}) {
  const t = useTranslations("layout");
  return (
    <div className="min-h-dvh text-[0.9375rem] lg:grid lg:grid-cols-[14rem_1fr]">
      <SkipLink />
      <aside className="border-line bg-sunken max-lg:border-b lg:border-r print:hidden">
        <div className="flex flex-col gap-3 p-3 lg:sticky lg:top-0 lg:h-dvh lg:py-4">
          <PageLink href="/admin" className="w-fit rounded-control lg:mb-2">
            <Logo />
            <span className="sr-only"> {t("admin")}</span>
          </PageLink>
          <AdminNavigation />
          <div className="mt-auto hidden lg:block">
            <ThemeToggle initial={theme} />
          </div>
        </div>
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="flex min-h-14 items-center justify-end gap-1 border-b border-line px-4 lg:px-6 print:hidden">
          <PageLink
            href="/"
            className="inline-flex min-h-9 items-center rounded-full px-3 text-sm font-semibold text-ink-muted hover:bg-brand-soft hover:text-ink"
          >
            {t("toSite")}
          </PageLink>
          <LocaleSwitch />
          {user && <AccountMenu user={user} />}
        </header>
        <main id="content" tabIndex={-1} className="grow p-4 outline-none lg:p-6">
          {children}
        </main>
      </div>
    </div>
  );
}
