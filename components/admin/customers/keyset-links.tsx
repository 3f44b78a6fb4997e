import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";

/** Links of a keyset listing: back to its start, and to the next page. Leave one out where it leads nowhere. */
export function KeysetLinks({ firstHref, nextHref }: { firstHref?: string; nextHref?: string }) {
  const t = useTranslations("admin.customers");
  const common = useTranslations("common");
  if (!firstHref && !nextHref) return null;
  return (
    <nav aria-label={common("pages")} className="flex justify-between gap-3 py-4">
      {firstHref ? (
        <LinkButton href={firstHref} variant="secondary" size="sm">
          {t("toStart")}
        </LinkButton>
      ) : (
        <span />
      )}
      {nextHref && (
        <LinkButton href={nextHref} variant="secondary" size="sm" rel="next">
          {common("nextPage")}
        </LinkButton>
      )}
    </nav>
  );
}
