import { useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import type { SearchValues } from "./types";

/** The lowest total for the whole party: chosen flights and the cheapest of the others. It stays in sight. */
export function TotalBar({
  search: { adults, children, infants },
  amount,
  earlier,
}: {
  search: SearchValues;
  /** In whole won; null when no flight has enough seats. */
  amount: number | null;
  /** Total of the outbound flight in whole won, once it is chosen. */
  earlier: number | null;
}) {
  const t = useTranslations("search");
  if (amount === null) return null;
  return (
    <section
      aria-label={t("total")}
      className="sticky top-16 z-10 -mx-4 mb-4 flex sm:mx-0 sm:px-0 flex-wrap items-baseline justify-between gap-x-4 border-b border-line bg-canvas/95 px-4 py-2 backdrop-blur"
    >
      <p className="text-sm text-ink-muted">
        {t("party", { adults, children, infants })}
        {earlier !== null && (
          <>
            {" · "}
            {t("out")} <Money amountKrw={earlier} />
          </>
        )}
      </p>
      <p>
        <span className="text-sm text-ink-muted">{t("totalFrom")} </span>
        <Money amountKrw={amount} className="text-xl font-bold" />
      </p>
    </section>
  );
}
