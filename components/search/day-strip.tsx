"use client";

import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { LinkPending } from "@/components/ui/link-pending";
import { ScrollRow } from "@/components/ui/scroll-row";
import { useHydrated } from "@/components/ui/use-hydrated";
import { formatKrw, formatLocalDate } from "@/i18n/format";
import { Link } from "@/i18n/navigation";
import { indexAfterKey } from "./strip-keys";
import type { DayFare, SearchValues, StripDay } from "./types";

/**
 * A strip of days around `date`: one stop for the Tab key, arrow keys from day to day (ARIA toolbar pattern). Before
 * JavaScript each day is a stop of its own.
 */
export function DayStrip({
  date: shown,
  fares,
  party = { adults: 1, children: 0, infants: 0 },
  days,
}: {
  date: string;
  /** What the party pays at least, in whole won, on each day with seats. */
  fares: readonly DayFare[];
  party?: Pick<SearchValues, "adults" | "children" | "infants">;
  days: readonly StripDay[];
}) {
  const t = useTranslations("search");
  const amounts = new Map(fares.map((fare) => [fare.date, fare.amount]));
  const lowest = Math.min(...days.flatMap(({ date }) => amounts.get(date) ?? []));
  const { tabIndexOf, onFocus, onKeyDown } = useOneStop(shown);
  return (
    <nav aria-label={t("otherDays")} className="-mx-1 mb-4">
      <ScrollRow
        as="div"
        role="toolbar"
        aria-label={t("otherDays")}
        current={shown}
        className="day-strip"
        onKeyDown={onKeyDown}
      >
        {days.map(({ date, href }) => (
          <Day
            key={date}
            date={date}
            amount={amounts.get(date)}
            lowest={lowest}
            isCurrent={date === shown}
            href={href}
            tabIndex={tabIndexOf(date)}
            onFocus={() => onFocus(date)}
          />
        ))}
      </ScrollRow>
      <p className="px-1 text-xs text-ink-muted">{t("stripNote", party)}</p>
    </nav>
  );
}

/** The day that the Tab key reaches, and the moves of the arrow keys between days. */
function useOneStop(shown: string) {
  const hydrated = useHydrated();
  const [focused, setFocused] = useState<{ of: string; date: string } | null>(null);
  const stop = focused?.of === shown ? focused.date : shown;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Alt and an arrow lead back in the browser.
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const days = [...event.currentTarget.querySelectorAll("a")];
    const here = days.indexOf(document.activeElement as HTMLAnchorElement);
    const next = indexAfterKey(here, days.length, event.key);
    if (next === null) return;
    event.preventDefault();
    days[next]?.focus();
  };
  return {
    tabIndexOf: (date: string) => (hydrated && date !== stop ? -1 : undefined),
    onFocus: (date: string) => setFocused({ of: shown, date }),
    onKeyDown,
  };
}

/** One day of the strip; without `href` it cannot be chosen. */
function Day({
  date,
  amount,
  lowest,
  isCurrent,
  href,
  ...focus
}: {
  date: string;
  amount: number | undefined;
  lowest: number;
  isCurrent: boolean;
  href: string | null;
  tabIndex: number | undefined;
  onFocus: () => void;
}) {
  const t = useTranslations("search");
  const locale = useLocale();
  const content = (
    <>
      {formatLocalDate(date, "shortDate", locale)}
      {amount === undefined ? (
        <>
          <b aria-hidden>–</b>
          <span className="sr-only">{t("noFare")}</span>
        </>
      ) : (
        <b className={amount === lowest ? "low" : undefined}>{formatKrw(amount, locale)}</b>
      )}
    </>
  );
  if (href === null) return <span className="opacity-50">{content}</span>;
  return (
    <Link href={href} prefetch={false} aria-current={isCurrent ? "date" : undefined} {...focus}>
      {content}
      <LinkPending />
    </Link>
  );
}
