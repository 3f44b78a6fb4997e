import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** Shown instead of an empty list: why it is empty, and what to do next. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  live = false,
}: {
  icon: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Announces it when it appears: the answer to a search. */
  live?: boolean;
}) {
  return (
    <div className="grid justify-items-center gap-3 rounded-card border border-dashed border-line-strong px-4 py-12 text-center">
      <Icon aria-hidden className="size-10 text-brand-text" />
      <div role={live ? "alert" : undefined} className="grid justify-items-center gap-3">
        <p className="text-lg font-bold">{title}</p>
        {children && <div className="max-w-prose text-ink-muted">{children}</div>}
      </div>
      {action}
    </div>
  );
}
