"use client";

import { useLocale } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { getJson } from "@/components/query/get-json";
import type { DayNotes } from "@/components/ui/inputs/calendar";
import { formatKrw, formatKrwShort } from "@/i18n/format";
import { plusDays } from "./search-days";

type DayFare = { date: string; amount: number };

/** Days of one request. Further months are requested when they come into view. */
const SPAN_DAYS = 62;

/**
 * What one adult pays at least on each day between two places, as notes for a calendar. Without an answer from the
 * server the calendar shows no notes.
 */
export function useDayFares(from: string, to: string, first: string) {
  const locale = useLocale();
  const [month, setMonth] = useState("");
  const [known, setKnown] = useState<{ pair: string; days: Record<string, number> }>({ pair: "", days: {} });
  const pair = `${from}-${to}`;
  const start = month && `${month}-01` > first ? `${month}-01` : first;
  useEffect(() => {
    if (!from || !to || from === to) return;
    const abort = new AbortController();
    const query = new URLSearchParams({ from, to, first: start, last: plusDays(start, SPAN_DAYS) });
    getJson<DayFare[]>(`/api/v1/fares?${query}`, abort.signal)
      .then((fares) => {
        const days = Object.fromEntries(fares.map((fare) => [fare.date, fare.amount]));
        setKnown((before) => ({ pair, days: before.pair === pair ? { ...before.days, ...days } : days }));
      })
      .catch(() => undefined);
    return () => abort.abort();
  }, [from, to, start, pair]);
  const notes = useMemo((): DayNotes => {
    if (known.pair !== pair) return {};
    const lowest = Math.min(...Object.values(known.days));
    return Object.fromEntries(
      Object.entries(known.days).map(([date, amount]) => [
        date,
        { text: formatKrwShort(amount, locale), label: formatKrw(amount, locale), best: amount === lowest },
      ]),
    );
  }, [known, pair, locale]);
  return { notes, onMonthChange: setMonth };
}
