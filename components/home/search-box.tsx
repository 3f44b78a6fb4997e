"use client";

import type { ComponentProps } from "react";
import { SearchForm } from "@/components/search/search-form";
import { RecentSearches } from "./recent-searches";

/** The search with the latest searches below it. One part of the page, so that the airports travel once. */
export function SearchBox({ today, ...form }: ComponentProps<typeof SearchForm> & { today: string }) {
  return (
    <>
      <div className="rounded-card rounded-tl-none border border-line bg-surface p-4 shadow-card sm:p-6">
        <SearchForm {...form} />
      </div>
      <RecentSearches airports={form.airports} today={today} />
    </>
  );
}
