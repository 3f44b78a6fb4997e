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
    // Its looks are in app/globals.css: the list of flights has a hundred of them.
    <div className="load">
      <p>
        <span>{label}</span>
        <b>{`${loadPercent(load)}%`}</b>
      </p>
      <div aria-hidden>
        <i style={{ width: share(load.sold) }} />
        <i style={{ width: share(load.held) }} />
      </div>
      <p>{t("load.figures", { sold: load.sold, held: load.held, capacity: load.capacity })}</p>
    </div>
  );
}
