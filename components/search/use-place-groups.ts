"use client";

import { useTranslations } from "next-intl";
import { useMemo, useSyncExternalStore } from "react";
import type { ChoiceGroup } from "@/components/ui/inputs/combo-box-match";
import { readSearches, storedSearches, watchSearches } from "./recent-search-store";

/** Places that most people look for. One that is not offered is left out. */
const popular = ["SEL", "CJU", "PUS", "TYO", "KIX", "FUK", "TPE", "DAD", "BKK"];

/** What the choice of a place offers first: places of the latest searches of this browser, and those that many look for. */
export function usePlaceGroups(): ChoiceGroup[] {
  const t = useTranslations("search");
  const stored = useSyncExternalStore(watchSearches, storedSearches, () => "");
  return useMemo(() => {
    const recent = new Set(readSearches(stored, "").flatMap(({ from, to }) => [from, to]));
    return [
      { title: t("recentPlaces"), ids: [...recent] },
      { title: t("popularPlaces"), ids: popular },
    ];
  }, [stored, t]);
}
