import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { LinkPending } from "@/components/ui/link-pending";
import { Money } from "@/components/ui/money";
import type { Seating } from "./use-seating";

export type Onward = {
  /** In whole won, for the whole booking. */
  totalAmount: number;
  href: string;
  /** The flight back has a seat map of its own. */
  isLast: boolean;
};

/** For whom a seat is being chosen, the total and the way on: it stays in sight while the cabin scrolls. */
export function SeatBar({
  seating: { active, nameOf, seatOf },
  onward: { totalAmount, href, isLast },
}: {
  seating: Seating;
  onward: Onward;
}) {
  const t = useTranslations("booking");
  return (
    <section
      aria-label={t("seatBar")}
      className="stuck-submit -mx-4 flex h-16 items-center justify-between gap-3 border-t border-line bg-canvas/95 px-4 backdrop-blur sm:mx-0 sm:px-0"
    >
      <p className="min-w-0 text-sm">
        <span className="block truncate">
          {nameOf(active)} · <b>{seatOf(active) ?? t("noSeatYet")}</b>
        </span>
        <span className="text-ink-muted">{t("total")} </span>
        <Money amountKrw={totalAmount} className="font-bold" />
      </p>
      <LinkButton href={href} className="shrink-0">
        {t(isLast ? "toReview" : "nextFlight")}
        <LinkPending />
      </LinkButton>
    </section>
  );
}
