import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { LinkPending } from "@/components/ui/link-pending";
import { ScrollRow } from "@/components/ui/scroll-row";
import { formatKrw, formatLocalDate } from "@/i18n/format";
import { Link } from "@/i18n/navigation";
import { firstReturnDay, plusDays, type SearchDays } from "./search-days";
import { type ResultsView, resultsHref } from "./search-url";
import type { Direction, SearchValues } from "./types";

const DAYS_AROUND = 3;

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

type Props = {
  search: SearchValues;
  view: ResultsView;
  direction: Direction;
  /** What one adult pays at least, in whole won, on each day with seats. */
  fares: readonly { date: string; amount: number }[];
  days: SearchDays;
  /** First day that this way of the trip can be on. */
  earliest: string;
};

/** The day shown and three days before and after it, each with what one adult pays at least. */
export function FareStrip({ search, view, direction, fares, days, earliest }: Props) {
  const hrefOf = (date: string) => onDay(search, view, date, days);
  return (
    <DayStrip date={direction.date} fares={fares} bounds={{ earliest, last: days.lastDay }} hrefOf={hrefOf} />
  );
}

/** A strip of seven days around `date`. `hrefOf`: the address of a day within the bounds. */
export function DayStrip({
  date: shown,
  fares,
  bounds,
  hrefOf,
}: {
  date: string;
  fares: Props["fares"];
  /** The first and the last day that can be chosen, ISO. */
  bounds: { earliest: string; last: string };
  hrefOf: (date: string) => string;
}) {
  const t = useTranslations("search");
  const amounts = new Map(fares.map((fare) => [fare.date, fare.amount]));
  const dates = Array.from({ length: 2 * DAYS_AROUND + 1 }, (_, n) => plusDays(shown, n - DAYS_AROUND));
  const lowest = Math.min(...dates.flatMap((date) => amounts.get(date) ?? []));
  return (
    <nav aria-label={t("otherDays")} className="-mx-1 mb-4">
      <ScrollRow
        as="ol"
        current={shown}
        className="relative grid auto-cols-[minmax(5.75rem,1fr)] grid-flow-col gap-1 overflow-x-auto p-1"
      >
        {dates.map((date) => (
          <li key={date}>
            <Day
              date={date}
              amount={amounts.get(date)}
              lowest={lowest}
              isCurrent={date === shown}
              href={date < bounds.earliest || date > bounds.last ? null : hrefOf(date)}
            />
          </li>
        ))}
      </ScrollRow>
      <p className="px-1 text-xs text-ink-muted">{t("stripNote")}</p>
    </nav>
  );
}

const cell = "flex min-h-14 flex-col items-center justify-center rounded-control border px-1";

/** One day of the strip; without `href` it cannot be chosen. */
function Day({
  date,
  amount,
  lowest,
  isCurrent,
  href,
}: {
  date: string;
  amount: number | undefined;
  lowest: number;
  isCurrent: boolean;
  href: string | null;
}) {
  const t = useTranslations("search");
  const locale = useLocale();
  const content = (
    <>
      <span className="text-xs whitespace-nowrap">{formatLocalDate(date, "shortDate", locale)}</span>
      <span className={clsx("font-bold", amount === lowest && "text-accent-text")}>
        {amount === undefined ? (
          <>
            <span aria-hidden>–</span>
            <span className="sr-only">{t("noFare")}</span>
          </>
        ) : (
          formatKrw(amount, locale)
        )}
      </span>
    </>
  );
  if (href === null)
    return <span className={clsx(cell, "border-transparent text-ink-muted opacity-50")}>{content}</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isCurrent ? "date" : undefined}
      className={clsx(
        cell,
        "border-line bg-surface hover:bg-brand-soft aria-[current=date]:border-2 aria-[current=date]:border-brand aria-[current=date]:bg-brand-soft",
      )}
    >
      {content}
      <LinkPending />
    </Link>
  );
}
