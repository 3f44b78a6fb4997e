"use client";

import { DayStrip } from "./day-strip";
import { onDay } from "./on-day";
import { type SearchDays, stripDays } from "./search-days";
import type { ResultsView } from "./search-url";
import type { DayFare, Direction, SearchValues } from "./types";

type Props = {
  search: SearchValues;
  view: ResultsView;
  direction: Direction;
  /** What the party pays at least, in whole won, on each day with seats. */
  fares: readonly DayFare[];
  days: SearchDays;
  /** First day that this way of the trip can be on. */
  earliest: string;
};

/** The day shown and three days before and after it, each with what the party pays at least. */
export function FareStrip({ search, view, direction, fares, days, earliest }: Props) {
  const { adults, children, infants } = search;
  return (
    <DayStrip
      date={direction.date}
      fares={fares}
      party={{ adults, children, infants }}
      days={stripDays(direction.date, { earliest, last: days.lastDay }, (date) =>
        onDay(search, view, date, days),
      )}
    />
  );
}
