import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { type Tone, toneClass } from "./tone";

type AlertTone = Extract<Tone, "info" | "positive" | "warning" | "danger">;

const icons = { info: Info, positive: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

/**
 * A message in the page. `live` announces it when it appears (the result of an action);
 * leave it off for a message that is there from the start. `action`: a link or button that helps.
 */
export function Alert({
  tone = "info",
  title,
  action,
  live = false,
  className,
  children,
}: {
  tone?: AlertTone;
  title?: ReactNode;
  action?: ReactNode;
  live?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const Icon = icons[tone];
  const role = tone === "danger" || tone === "warning" ? "alert" : "status";
  return (
    <div
      role={live ? role : undefined}
      className={clsx("flex gap-3 rounded-card border border-current/20 p-4", toneClass[tone], className)}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 grow">
        {title && <p className="font-bold">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
        {action && <div className="mt-3">{action}</div>}
      </div>
    </div>
  );
}
