"use client";

import { useTranslations } from "next-intl";
import { LinkPending } from "@/components/ui/link-pending";
import { ScrollRow } from "@/components/ui/scroll-row";
import { Link } from "@/i18n/navigation";
import { type ResultsView, resultsHref, sortKeys } from "./search-url";
import type { SearchValues } from "./types";

/** The order as links: they work before JavaScript and with the back button. */
export function ViewLinks({ search, view }: { search: SearchValues; view: ResultsView }) {
  const t = useTranslations("search");
  const current = view.sort ?? "departure";
  return (
    <nav aria-label={t("sortBy")} className="-mx-1 max-w-[calc(100%+0.5rem)]">
      <ScrollRow current={current} className="view-links">
        {sortKeys.map((sort) => (
          <li key={sort}>
            <Link
              href={resultsHref(search, { ...view, sort })}
              prefetch={false}
              scroll={false}
              aria-current={current === sort || undefined}
            >
              {t(`sort.${sort}`)}
              <LinkPending className="ml-1" />
            </Link>
          </li>
        ))}
      </ScrollRow>
    </nav>
  );
}
