import { CalendarX2 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { formatKrw, formatLocalDate } from "@/i18n/format";
import { nearestDays } from "./flight-order";
import { onDay } from "./on-day";
import type { SearchDays } from "./search-days";
import type { ResultsView } from "./search-url";
import type { Direction, SearchValues } from "./types";

/** Shown when a day has no flights: links to the nearest days that have some. */
export function NoFlights({
  search,
  view,
  direction,
  fares,
  days,
  earliest,
}: {
  search: SearchValues;
  view: ResultsView;
  direction: Direction;
  fares: readonly { date: string; amount: number }[];
  days: SearchDays;
  /** First day that this way of the trip can be on. */
  earliest: string;
}) {
  const t = useTranslations("search");
  const locale = useLocale();
  const open = fares.filter((fare) => fare.date >= earliest);
  const nearest = nearestDays(open, direction.date, 3);
  return (
    <EmptyState
      icon={CalendarX2}
      live
      title={t("noFlightsTitle")}
      action={
        <ul className="flex flex-wrap justify-center gap-2">
          {nearest.map(({ date, amount }) => (
            <li key={date}>
              <LinkButton href={onDay(search, view, date, days)} variant="secondary">
                {formatLocalDate(date, "shortDate", locale)} {formatKrw(amount, locale)}
              </LinkButton>
            </li>
          ))}
        </ul>
      }
    >
      {nearest.length > 0 ? t("noFlightsNearest") : t("noFlightsAtAll")}
    </EmptyState>
  );
}
