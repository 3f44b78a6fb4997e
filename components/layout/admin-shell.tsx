"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageLink } from "@/components/ui/page-link";
import { AccountMenu, type ShellUser } from "./account-menu";
import { AdminNavigation } from "./admin-navigation";
import { LocaleSwitch } from "./locale-switch";
import { Logo } from "./logo";
import { SkipLink } from "./skip-link";
import type { ThemeChoice } from "./theme";
import { ThemeToggle } from "./theme-toggle";

/**
 * The frame of every page of the dashboard. It does not authorise. A client component, so that a page carries its markup
 * once.
 */
export function AdminShell({
  user,
  theme,
  children,
}: {
  user: ShellUser;
  theme: ThemeChoice;
  children: ReactNode;
}) {
  const t = useTranslations("layout");
  const logo = (
    <>
      <Logo />
      <span className="sr-only"> {t("admin")}</span>
    </>
  );
  return (
    <div className="min-h-dvh text-[0.9375rem] lg:grid lg:grid-cols-[14rem_1fr] lg:grid-rows-[auto_1fr]">
      <SkipLink href="#content">{t("skip")}</SkipLink>
      <header className="flex min-h-14 items-center justify-end gap-1 border-line px-3 lg:col-start-2 lg:border-b lg:px-6 max-lg:bg-sunken print:hidden">
        <PageLink href="/admin" className="mr-auto shrink-0 rounded-control lg:hidden">
          {logo}
        </PageLink>
        <PageLink
          href="/"
          className="inline-flex min-h-9 items-center rounded-full px-3 text-sm font-semibold text-ink-muted hover:bg-brand-soft hover:text-ink max-sm:px-2"
        >
          {t("toSite")}
        </PageLink>
        <LocaleSwitch />
        <AccountMenu user={user} />
      </header>
      <aside className="border-line bg-sunken max-lg:border-b lg:col-start-1 lg:row-span-2 lg:row-start-1 lg:border-r print:hidden">
        <div className="flex flex-col gap-3 px-3 lg:sticky lg:top-0 lg:h-dvh lg:py-4">
          <PageLink href="/admin" className="mb-2 w-fit rounded-control max-lg:hidden">
            {logo}
          </PageLink>
          <AdminNavigation role={user.role} />
          <div className="mt-auto hidden lg:block">
            <ThemeToggle initial={theme} />
          </div>
        </div>
      </aside>
      <main id="content" tabIndex={-1} className="min-w-0 p-4 outline-none lg:col-start-2 lg:p-6">
        {children}
      </main>
    </div>
  );
}
