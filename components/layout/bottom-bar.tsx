"use client";

import { CircleUser } from "lucide-react";
import { useTranslations } from "next-intl";
import { usePathname } from "@/i18n/navigation";
import { NavLink } from "./nav-link";
import { siteNavigation } from "./navigation";

const entryClass =
  "flex min-h-16 flex-col items-center justify-center gap-0.5 text-xs font-medium text-ink-muted aria-[current=page]:font-bold aria-[current=page]:text-brand-text";

/** The menu at the bottom of small screens. It is hidden while a booking is made. */
export function BottomBar({ signedIn }: { signedIn: boolean }) {
  const t = useTranslations("layout");
  if (usePathname().startsWith("/book/")) return null;
  return (
    <nav
      aria-label={t("bottomNavigation")}
      className="stuck-foot grid grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {siteNavigation.map(({ key, short, href, also, exact, icon: Icon }) => (
        <NavLink key={key} href={href} also={also} exact={exact} className={entryClass}>
          <Icon aria-hidden className="size-5.5" />
          {t(short)}
        </NavLink>
      ))}
      <NavLink
        href={signedIn ? "/account" : "/sign-in"}
        also={signedIn ? [] : ["/sign-up"]}
        className={entryClass}
      >
        <CircleUser aria-hidden className="size-5.5" />
        {t(signedIn ? "account" : "signIn")}
      </NavLink>
    </nav>
  );
}
