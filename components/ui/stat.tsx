import type { ReactNode } from "react";

/** One figure with its name. */
export function Stat({ label, value, note }: { label: ReactNode; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="rounded-card border border-line bg-surface p-4">
      <p className="text-sm text-ink-muted">{label}</p>
      <p className="mt-1 text-xl font-bold wrap-anywhere *:whitespace-normal sm:text-2xl">{value}</p>
      {note && <p className="mt-1 text-sm text-ink-muted wrap-anywhere">{note}</p>}
    </div>
  );
}
