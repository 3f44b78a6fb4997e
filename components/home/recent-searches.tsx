"use client";

import { History, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useSyncExternalStore } from "react";
import type { PlaceOption } from "@/components/flight/airport-options";
import {
  forgetSearch,
  readSearches,
  storedSearches,
  watchSearches,
} from "@/components/search/recent-search-store";
import { resultsHref } from "@/components/search/search-url";
import type { SearchValues } from "@/components/search/types";
import { announce } from "@/components/ui/announcer-store";
import { formatLocalDate } from "@/i18n/format";
import { Link } from "@/i18n/navigation";

/**
 * The latest searches of this browser. They come with JavaScript, in a line that is free for them, so that nothing moves.
 */
export function RecentSearches({ airports, today }: { airports: readonly PlaceOption[]; today: string }) {
  const t = useTranslations("home.recent");
  const row = useRef<HTMLElement>(null);
  const stored = useSyncExternalStore(watchSearches, storedSearches, () => "");
  const cityOf = (code: string) => airports.find(({ id }) => id === code)?.city;
  const searches = readSearches(stored, today).filter(({ from, to }) => cityOf(from) && cityOf(to));
  const forget = (search: SearchValues) => {
    forgetSearch(search);
    announce(t("removed"));
    // The button is gone: the focus stays in the line.
    row.current?.focus();
  };
  return (
    <section ref={row} tabIndex={-1} aria-label={t("title")} className="min-h-12 pt-3 outline-none">
      {searches.length > 0 && (
        <ul className="flex gap-2 overflow-x-auto p-1">
          {searches.map((search) => (
            <Recent
              key={resultsHref(search)}
              search={search}
              cityOf={cityOf}
              onForget={() => forget(search)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Recent({
  search,
  cityOf,
  onForget,
}: {
  search: SearchValues;
  cityOf: (code: string) => string | undefined;
  onForget: () => void;
}) {
  const t = useTranslations("home.recent");
  const locale = useLocale();
  const day = (date: string) => formatLocalDate(date, "shortDate", locale);
  const route = [cityOf(search.from), cityOf(search.to)].join(search.trip === "return" ? " ⇄ " : " → ");
  const days =
    search.trip === "return" ? `${day(search.depart)} – ${day(search.return)}` : day(search.depart);
  return (
    <li className="flex shrink-0 items-center rounded-full border border-line-strong bg-surface text-sm">
      <Link
        href={resultsHref(search)}
        prefetch={false}
        className="inline-flex min-h-9 items-center gap-1.5 rounded-full py-1 pl-3 whitespace-nowrap hover:underline"
      >
        <History aria-hidden className="size-4 text-ink-muted" />
        <b>{route}</b> <span className="text-ink-muted">{days}</span>
      </Link>
      <button
        type="button"
        onClick={onForget}
        aria-label={t("remove", { search: `${route}, ${days}` })}
        className="grid size-9 place-items-center rounded-full text-ink-muted hover:bg-brand-soft hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </li>
  );
}
