"use client";

import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { FilterForm } from "./filter-form";
import { withoutFilters } from "./flight-filters";
import { type ResultsView, resultsHref } from "./search-url";
import type { SearchValues } from "./types";
import { ViewLinks } from "./view-links";

/** Order and filters above the flights, and how many fit; when none does, what to do about it. */
export function ResultsTools({
  search,
  view,
  shown,
  all,
  choices,
}: {
  search: SearchValues;
  view: ResultsView;
  /** How many flights fit the filters, of how many on that day. */
  shown: number;
  all: number;
  choices: Parameters<typeof FilterForm>[0]["choices"];
}) {
  const t = useTranslations("search");
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <ViewLinks search={search} view={view} />
        {/* Announced when a filter changes it. */}
        <p role="status" className="text-sm text-ink-muted">
          {t(shown === all ? "allFlights" : "someFlights", { shown, all })}
        </p>
        <FilterForm search={search} view={view} choices={choices} />
      </div>
      <p className="mb-3 text-xs text-ink-muted">{t("priceNote")}</p>
      {shown === 0 && (
        <div className="grid justify-items-center gap-3 py-10 text-center">
          <p className="text-lg font-bold">{t("noMatchTitle")}</p>
          <p className="max-w-prose text-ink-muted">{t("noMatchText")}</p>
          <LinkButton href={resultsHref(search, withoutFilters(view))} scroll={false}>
            {t("clearFilters")}
          </LinkButton>
        </div>
      )}
    </>
  );
}
