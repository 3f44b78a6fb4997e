"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ShellUser } from "./account-menu";
import { BottomBar } from "./bottom-bar";
import type { Business } from "./business";
import { SiteFooter } from "./site-footer";
import { SiteHeader } from "./site-header";
import { SkipLink } from "./skip-link";
import type { ThemeChoice } from "./theme";

/**
 * The frame of every page of the customers' site. A client component, so that a page carries its markup once. `bell`: the live message bell. There is no Suspense around
 * components that read the address: they would hydrate after the page, when a press made before JavaScript may
 * already lead to another page.
 */
export function SiteShell({
  user,
  theme,
  bell,
  business,
  children,
}: {
  user: ShellUser | null;
  theme: ThemeChoice;
  bell?: ReactNode;
  /** Who sells, for the foot. */
  business: Business;
  children: ReactNode;
}) {
  const t = useTranslations("layout");
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink href="#content">{t("skip")}</SkipLink>
      <SiteHeader user={user} bell={bell} />
      <main id="content" tabIndex={-1} className="grow outline-none">
        {children}
      </main>
      <SiteFooter theme={theme} business={business} />
      <BottomBar signedIn={user !== null} />
    </div>
  );
}
