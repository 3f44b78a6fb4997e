"use client";

import { useEffect, useState } from "react";
import { serverTimeOf } from "@/components/ui/countdown-time";
import { type SearchDays, searchDays } from "./search-days";

const LOOK_EVERY_MS = 30_000;

/**
 * The days that can be searched, by the server's clock: the zone and clock of the device do not matter. A page that
 * stays open over midnight moves to the next day.
 */
export function useSearchDays(zones: { from?: string; to?: string }, serverNow: string): SearchDays {
  const [now, setNow] = useState(() => serverTimeOf(serverNow));
  useEffect(() => {
    const timer = setInterval(() => setNow(serverTimeOf(serverNow)), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [serverNow]);
  return searchDays(zones, new Date(now));
}
