import { clsx } from "clsx";
import type { ReactNode } from "react";
import { PageLink } from "./page-link";
import { ScrollRow } from "./scroll-row";

/** Views of one page, each with its own address: tabs work with the back button and before JavaScript. */
export function Tabs({
  label,
  items,
}: {
  label: string;
  items: readonly { href: string; label: ReactNode; count?: number; current: boolean }[];
}) {
  return (
    <nav aria-label={label} className="border-b border-line">
      <ScrollRow
        current={items.find((item) => item.current)?.href ?? ""}
        className="relative flex gap-1 overflow-x-auto"
      >
        {items.map((item) => (
          <li key={item.href}>
            <PageLink
              href={item.href}
              aria-current={item.current ? "page" : undefined}
              className={clsx(
                "inline-flex min-h-12 items-center gap-1.5 border-b-2 px-3 font-semibold whitespace-nowrap -outline-offset-2",
                item.current
                  ? "border-brand text-brand-text"
                  : "border-transparent text-ink-muted hover:border-line-strong hover:text-ink",
              )}
            >
              {item.label}
              {item.count !== undefined && <span className="text-sm font-medium">{item.count}</span>}
            </PageLink>
          </li>
        ))}
      </ScrollRow>
    </nav>
  );
}
