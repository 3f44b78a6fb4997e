"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { getJson } from "@/components/query/get-json";
import type { DayNote, DayNotes } from "@/components/ui/inputs/calendar";
import { formatKrw, formatKrwShort } from "@/i18n/format";
import { plusDays } from "./search-days";
import type { DayFare } from "./types";

type Direction = { days: readonly DayFare[]; soldOut: readonly string[] };
type FareCalendar = { first: string; last: string; out: Direction; back: Direction };
type Known = { pair: string; calendars: readonly FareCalendar[] };

const nothing: Known = { pair: "", calendars: [] };

/**
 * What one adult pays at least on each day between two places, there and back, as notes for a calendar. One answer has 60
 * days; further ones are requested when they come into view. Without an answer the calendar shows no notes.
 */
export function useDayFares(from: string, to: string, first: string) {
  const [month, setMonth] = useState("");
  const [known, setKnown] = useState(nothing);
  const pair = `${from}-${to}`;
  const start = month && `${month}-01` > first ? `${month}-01` : first;
  // The answer before may have this month already: with two months in view the second one lies within the 60 days.
  const isKnown =
    known.pair === pair &&
    known.calendars.some((each) => each.first <= start && plusDays(start, 30) <= each.last);
  useEffect(() => {
    if (isKnown || !from || !to || from === to) return;
    const abort = new AbortController();
    const query = new URLSearchParams({ from, to, first: start });
    getJson<FareCalendar>(`/api/v1/fare-calendar?${query}`, abort.signal)
      .then((found) =>
        setKnown((before) => ({
          pair,
          calendars: before.pair === pair ? [...before.calendars, found] : [found],
        })),
      )
      .catch(() => undefined);
    return () => abort.abort();
  }, [from, to, start, pair, isKnown]);
  const calendars = known.pair === pair ? known.calendars : nothing.calendars;
  return {
    notes: useNotes(calendars, "out"),
    backNotes: useNotes(calendars, "back"),
    onMonthChange: setMonth,
  };
}

/** The notes of one direction. */
function useNotes(calendars: readonly FareCalendar[], way: "out" | "back"): DayNotes {
  const t = useTranslations("search");
  const locale = useLocale();
  return useMemo(() => {
    const notes: Record<string, DayNote> = {};
    const lowest = Math.min(...calendars.flatMap((each) => each[way].days.map(({ amount }) => amount)));
    for (const { first, last, [way]: direction } of calendars) {
      for (let day = first; day <= last; day = plusDays(day, 1))
        notes[day] = { text: "–", label: t("dayNotFlown"), isFree: false };
      for (const day of direction.soldOut)
        notes[day] = { text: t("soldOut"), label: t("soldOut"), isFree: false };
      for (const { date, amount } of direction.days)
        notes[date] = {
          text: formatKrwShort(amount, locale),
          label: t("dayFare", { amount: formatKrw(amount, locale) }),
          isFree: true,
          best: amount === lowest,
        };
    }
    return notes;
  }, [calendars, way, t, locale]);
}
