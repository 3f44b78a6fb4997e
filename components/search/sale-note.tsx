import { useTranslations } from "next-intl";
import { PageLink } from "@/components/ui/page-link";

/** What the law wants beside the first totals: how they may change, who flies, and where the price of excess baggage stands. */
export function SaleNote() {
  const t = useTranslations("search");
  return (
    <p className="mb-4 text-sm text-ink-muted">
      {t("saleNote")}{" "}
      <PageLink href="/legal/baggage#excess" className="font-semibold underline">
        {t("excessNote")}
      </PageLink>
    </p>
  );
}
