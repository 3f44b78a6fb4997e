import { useTranslations } from "next-intl";
import { LinkButton } from "./link-button";

/** Links to the previous and next keyset page; leave one out at the end of the list. */
export function Pagination({ previousHref, nextHref }: { previousHref?: string; nextHref?: string }) {
  const t = useTranslations("common");
  if (!previousHref && !nextHref) return null;
  return (
    <nav aria-label={t("pages")} className="flex justify-between gap-3 py-4">
      {previousHref ? (
        <LinkButton href={previousHref} variant="secondary" size="sm" rel="prev">
          {t("previousPage")}
        </LinkButton>
      ) : (
        <span />
      )}
      {nextHref && (
        <LinkButton href={nextHref} variant="secondary" size="sm" rel="next">
          {t("nextPage")}
        </LinkButton>
      )}
    </nav>
  );
}
