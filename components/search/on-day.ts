import { firstReturnDay, type SearchDays } from "./search-days";
import { type ResultsView, resultsHref } from "./search-url";
import type { SearchValues } from "./types";

/** The address of the same search on another day. It moves a return day that would lie before the day out. */
export function onDay(
  search: SearchValues,
  view: ResultsView,
  date: string,
  days: Pick<SearchDays, "returnToday">,
): string {
  if (view.out) return resultsHref({ ...search, return: date }, view);
  const first = firstReturnDay(date, days);
  const back = search.trip === "return" && search.return < first ? first : search.return;
  return resultsHref({ ...search, depart: date, return: back }, { ...view, out: undefined });
}
