import { Check, DoorOpen, User, X } from "lucide-react";
import { useTranslations } from "next-intl";

const sample = "grid size-6 place-items-center rounded-t-md rounded-b-sm border text-xs";

/** What the signs of the seat map mean. */
export function SeatLegend({
  someExits,
  someUnfit,
  exitFromAge,
}: {
  /** The cabin has seats beside an exit. */
  someExits: boolean;
  /** Some free seats are not for the passenger for whom one is being chosen. */
  someUnfit: boolean;
  exitFromAge: number | null;
}) {
  const t = useTranslations("booking");
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-2 text-sm">
      <li className="flex items-center gap-1.5">
        <span aria-hidden className={`${sample} border-brand bg-brand-soft`} />
        {t("legend.free")}
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className={`${sample} border-brand border-t-4 bg-brand-soft`} />
        {t("legend.legroom")}
      </li>
      {someExits && (
        <li className="flex items-center gap-1.5">
          <span aria-hidden className={`${sample} border-brand border-b-4 bg-brand-soft text-positive-text`}>
            <DoorOpen className="size-4" />
          </span>
          {exitFromAge === null ? t("seat.exit") : t("legend.exit", { age: exitFromAge })}
        </li>
      )}
      <li className="flex items-center gap-1.5">
        <span aria-hidden className={`${sample} border-transparent bg-accent text-on-accent`}>
          <Check className="size-4" />
        </span>
        {t("legend.mine")}
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className={`${sample} border-brand text-brand-text`}>
          <User className="size-4" />
        </span>
        {t("legend.own")}
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className={`${sample} border-line bg-sunken text-ink-muted`}>
          <X className="size-4" />
        </span>
        {t("legend.taken")}
      </li>
      {someUnfit && (
        <li className="flex items-center gap-1.5">
          <span aria-hidden className={`${sample} border-dashed border-line-strong bg-surface`} />
          {t("legend.unfit")}
        </li>
      )}
    </ul>
  );
}
