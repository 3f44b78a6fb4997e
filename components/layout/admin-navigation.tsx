"use client";

import { Menu } from "lucide-react";
import { useTranslations } from "next-intl";
import { usePathname } from "@/i18n/navigation";
import { isPermitted, type UserRole } from "@/server/shared/staff-permissions";
import { adminNavigation } from "./admin-entries";
import { NavLink } from "./nav-link";

function Entries({ role }: { role: UserRole }) {
  const t = useTranslations("layout");
  const shown = adminNavigation.filter(
    ({ permission }) => permission === null || isPermitted(role, permission),
  );
  return (
    <ul className="grid gap-0.5">
      {shown.map(({ key, href, exact, icon: Icon }) => (
        <li key={key}>
          <NavLink
            href={href}
            exact={exact}
            className="flex min-h-10 items-center gap-2.5 rounded-control border border-transparent px-3 text-sm font-medium text-ink-muted hover:bg-brand-soft hover:text-ink aria-[current=page]:border-line aria-[current=page]:bg-brand-soft aria-[current=page]:font-bold aria-[current=page]:text-brand-text"
          >
            <Icon aria-hidden className="size-4.5 shrink-0" />
            {t(key)}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

/** The dashboard's menu with what the role may see: a column on wide screens, a disclosure on narrow ones. */
export function AdminNavigation({ role }: { role: UserRole }) {
  const t = useTranslations("layout");
  const path = usePathname();
  return (
    <>
      <nav aria-label={t("adminNavigation")} className="hidden lg:block">
        <Entries role={role} />
      </nav>
      {/* A new key closes it after a navigation. */}
      <details key={path} className="lg:hidden">
        <summary className="flex min-h-11 list-none items-center gap-2 font-semibold [&::-webkit-details-marker]:hidden">
          <Menu aria-hidden className="size-5" />
          {t("menu")}
        </summary>
        <nav aria-label={t("menu")} className="pb-3">
          <Entries role={role} />
        </nav>
      </details>
    </>
  );
}
