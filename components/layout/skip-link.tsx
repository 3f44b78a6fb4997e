import type { ReactNode } from "react";

/**
 * A link past what comes first, shown while it has the focus. The first link that the Tab key reaches on every page leads to the
 * content. `href`: the place within the page, which must be able to take the focus.
 */
export function SkipLink({ href, children }: { href: `#${string}`; children: ReactNode }) {
  return (
    <a
      href={href}
      className="fixed top-2 left-2 z-50 -translate-y-20 rounded-control bg-brand px-4 py-3 font-semibold text-on-brand focus:translate-y-0"
    >
      {children}
    </a>
  );
}
