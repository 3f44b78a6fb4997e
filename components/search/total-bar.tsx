import { useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import { tripBasis } from "./fare-choice";
import type { Earlier, SearchValues } from "./types";

/** The lowest total for the whole party: chosen flights and the cheapest of the others. It stays in sight. */
export function TotalBar({
  search,
  amount,
  earlier,
}: {
  search: SearchValues;
  /** In whole won; null when no flight has enough seats. */
  amount: number | null;
  earlier: Earlier;
}) {
  const t = useTranslations("search");
  const { adults, children, infants } = search;
  if (amount === null) return null;
  return (
    <section
      aria-label={t("total")}
      className="stuck-bar -mx-4 mb-4 flex min-h-12 flex-wrap items-center justify-between gap-x-4 border-b border-line bg-canvas/95 px-4 backdrop-blur sm:mx-0 sm:px-0"
    >
      {/* On a phone the heading and the chosen flight say it: the bar stays one line. */}
      <p className="text-sm text-ink-muted max-sm:hidden">
        {t("party", { adults, children, infants })}
        {earlier.total > 0 && (
          <>
            {" · "}
            {t("out")} <Money amountKrw={earlier.total} />
          </>
        )}
      </p>
      <p className="ml-auto">
        <span className="text-sm text-ink-muted">
          {t("totalFrom", { basis: tripBasis(search, earlier) })}{" "}
        </span>
        <Money amountKrw={amount} className="text-xl font-bold" />
      </p>
    </section>
  );
}
