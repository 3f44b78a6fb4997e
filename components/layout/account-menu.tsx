"use client";

import { ChevronDown, CircleUser } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { SignOutForm } from "@/components/identity/sign-out-form";
import { PageLink } from "@/components/ui/page-link";
import { usePathname } from "@/i18n/navigation";
import type { UserRole } from "@/server/shared/staff-permissions";

const itemClass =
  "flex min-h-11 w-full items-center rounded-control px-3 text-left font-medium hover:bg-brand-soft hover:text-brand-text";

/** The signed-in person whom header and menu name. */
export type ShellUser = { name: string; email: string; role: UserRole };

/** Closes an open details element on Escape, on a press outside and after a navigation. */
function useDismiss() {
  const details = useRef<HTMLDetailsElement>(null);
  const path = usePathname();
  useEffect(() => {
    const close = () => details.current?.removeAttribute("open");
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !details.current?.open) return;
      close();
      details.current.querySelector("summary")?.focus();
    };
    const onPress = (event: PointerEvent) => {
      if (!details.current?.contains(event.target as Node)) close();
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", onPress);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", onPress);
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is the trigger, its value is not needed.
  useEffect(() => details.current?.removeAttribute("open"), [path]);
  return details;
}

/** The menu of the signed-in person: a native disclosure that opens before JavaScript arrives. */
export function AccountMenu({ user }: { user: ShellUser }) {
  const t = useTranslations("layout");
  const details = useDismiss();
  return (
    <details ref={details} className="relative">
      <summary
        aria-label={t("accountMenu", { name: user.name })}
        className="flex min-h-11 list-none items-center gap-1.5 rounded-full px-2 font-semibold hover:bg-brand-soft sm:px-3 [&::-webkit-details-marker]:hidden"
      >
        <CircleUser aria-hidden className="size-6 shrink-0 text-brand-text" />
        <span className="hidden max-w-28 truncate sm:inline">{user.name}</span>
        <ChevronDown aria-hidden className="hidden size-4 sm:inline" />
      </summary>
      <div className="absolute right-0 z-30 mt-2 w-60 rounded-card border border-line bg-surface p-2 shadow-pop">
        <p className="px-3 py-2 text-sm">
          <span className="block truncate font-bold">{user.name}</span>
          <span className="block truncate text-ink-muted">{user.email}</span>
          {user.role !== "CUSTOMER" && <span className="block">{t(`roles.${user.role}`)}</span>}
        </p>
        {user.role !== "CUSTOMER" && (
          <PageLink href="/admin" className={itemClass}>
            {t("admin")}
          </PageLink>
        )}
        <PageLink href="/account" className={itemClass}>
          {t("account")}
        </PageLink>
        <PageLink href="/messages" className={itemClass}>
          {t("messages")}
        </PageLink>
        <SignOutForm className={itemClass}>{t("signOut")}</SignOutForm>
      </div>
    </details>
  );
}
