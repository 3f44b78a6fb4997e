"use client";

import type { ReactNode } from "react";
import { PageLink } from "@/components/ui/page-link";
import { usePathname } from "@/i18n/navigation";

/** A link of a menu. It is marked when the present page belongs to it. */
export function NavLink({
  href,
  also = [],
  exact = false,
  className,
  children,
}: {
  href: string;
  /** Further paths that belong to this entry. */
  also?: readonly string[];
  /** Only this path belongs to the entry, not the paths below it. */
  exact?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const path = usePathname();
  const below = (base: string) => path === base || path.startsWith(`${base}/`);
  const current = (exact ? path === href : below(href)) || also.some(below);
  return (
    <PageLink href={href} aria-current={current ? "page" : undefined} className={className}>
      {children}
    </PageLink>
  );
}
