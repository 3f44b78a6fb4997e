import { useTranslations } from "next-intl";

export type Load = { cabin: string; capacity: number; sold: number; held: number };

/** Whole percent of a cabin that is sold. */
const loadPercent = ({ sold, capacity }: Pick<Load, "sold" | "capacity">): number =>
  capacity === 0 ? 0 : Math.round((sold * 100) / capacity);

/** How full a cabin is, as a bar and in figures. */
export function LoadBar({ load, label }: { load: Load; label: string }) {
  const t = useTranslations("admin");
  const share = (units: number) => `${load.capacity === 0 ? 0 : (units * 100) / load.capacity}%`;
  return (
    <div className="min-w-36">
      <div className="flex justify-between gap-3 whitespace-nowrap">
        <span className="text-ink-muted">{label}</span>
        <span className="font-semibold">{loadPercent(load)}%</span>
      </div>
      <div
        aria-hidden
        className="flex h-2 overflow-hidden rounded-full border border-line bg-sunken forced-colors:hidden"
      >
        <span className="bg-brand" style={{ width: share(load.sold) }} />
        <span className="bg-accent" style={{ width: share(load.held) }} />
      </div>
      <p className="text-xs whitespace-nowrap text-ink-muted">
        {t("load.figures", { sold: load.sold, held: load.held, capacity: load.capacity })}
      </p>
    </div>
  );
}
