import { Check, DoorClosed, DoorOpen, type LucideIcon, User, X } from "lucide-react";
import { useTranslations } from "next-intl";

/** What the signs of the seat map mean. */
export function SeatLegend({
  someExits,
  someUnfit,
  someDoors,
  exitFromAge,
}: {
  /** The cabin has seats beside an exit. */
  someExits: boolean;
  /** Some free seats are not for the passenger for whom one is being chosen. */
  someUnfit: boolean;
  /** The map shows doors between rows. */
  someDoors: boolean;
  exitFromAge: number | null;
}) {
  const t = useTranslations("booking");
  const exit = exitFromAge === null ? t("seat.exit") : t("legend.exit", { age: exitFromAge });
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-2 text-sm">
      <Sign text={t("legend.free")} look="border-brand bg-brand-soft" />
      <Sign text={t("legend.legroom")} look="border-brand border-t-4 bg-brand-soft" />
      {someExits && (
        <Sign text={exit} look="border-brand border-b-4 bg-brand-soft text-positive-text" icon={DoorOpen} />
      )}
      <Sign text={t("legend.mine")} look="border-transparent bg-accent text-on-accent" icon={Check} />
      <Sign text={t("legend.own")} look="border-brand text-brand-text" icon={User} />
      <Sign text={t("legend.taken")} look="border-line bg-sunken text-ink-muted" icon={X} />
      {someDoors && (
        <Sign text={t("cabin.door")} look="border-transparent text-ink-muted" icon={DoorClosed} />
      )}
      {someUnfit && <Sign text={t("legend.unfit")} look="border-dashed border-line-strong bg-surface" />}
    </ul>
  );
}

function Sign({ text, look, icon: Icon }: { text: string; look: string; icon?: LucideIcon }) {
  return (
    <li className="flex items-center gap-1.5">
      <span
        aria-hidden
        className={`grid size-6 place-items-center rounded-t-md rounded-b-sm border text-xs ${look}`}
      >
        {Icon && <Icon className="size-4" />}
      </span>
      {text}
    </li>
  );
}
