"use client";

import type { ReactNode } from "react";
import { PageLink } from "@/components/ui/page-link";
import { usePathname } from "@/i18n/navigation";

/** A link of a menu that knows whether the page shown belongs to it. */
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
  /** The entry stands for this path alone, not for those below it. */
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
