import { clsx } from "clsx";
import type { ReactNode } from "react";

/** One figure with its name. */
export function Stat({
  label,
  value,
  note,
  className,
}: {
  label: ReactNode;
  value: ReactNode;
  note?: ReactNode;
  className?: string;
}) {
  return (
    <div className={clsx("rounded-card border border-line bg-surface p-4", className)}>
      <p className="text-sm text-ink-muted">{label}</p>
      <p className="mt-1 text-xl font-bold wrap-anywhere *:whitespace-normal sm:text-2xl">{value}</p>
      {note && <p className="mt-1 text-sm text-ink-muted wrap-anywhere">{note}</p>}
    </div>
  );
}
