"use client";

import type { CalendarDate } from "@internationalized/date";
import { clsx } from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  Button,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
} from "react-aria-components";

/** A note on a day: `text` fits into the cell, `label` is the full version. `isFree` is false where nothing can be booked. */
export type DayNote = { text: string; label: string; isFree: boolean; best?: boolean };
/** Notes by ISO date ("2026-11-22"). */
export type DayNotes = Readonly<Record<string, DayNote>>;

const pageClass =
  "grid size-11 place-items-center rounded-full text-ink hover:bg-brand-soft disabled:opacity-40";

/** How many months fit side by side on this screen. For the browser only. */
export const monthsThatFit = () => (window.matchMedia("(min-width: 48rem)").matches ? 2 : 1);

/** The content of Calendar and RangeCalendar: paging, months, days with their notes. */
export function CalendarMonths({
  months,
  notes,
  look,
}: {
  months: number;
  notes: DayNotes;
  /** One day is chosen, or a span of days. */
  look: Look;
}) {
  const t = useTranslations("common");
  return (
    <>
      <div className="flex items-center justify-between">
        <Button slot="previous" aria-label={t("previousMonth")} className={pageClass}>
          <ChevronLeft aria-hidden className="size-5" />
        </Button>
        <CalendarHeading className={months > 1 ? "sr-only" : "font-bold"} />
        <Button slot="next" aria-label={t("nextMonth")} className={pageClass}>
          <ChevronRight aria-hidden className="size-5" />
        </Button>
      </div>
      <div className="flex items-start gap-6">
        <Month offset={0} notes={notes} look={look} named={months > 1} />
        {months > 1 && <Month offset={1} notes={notes} look={look} named />}
      </div>
    </>
  );
}

type Look = "day" | "span";

function Month({
  offset,
  notes,
  look,
  named,
}: {
  offset: number;
  notes: DayNotes;
  look: Look;
  named: boolean;
}) {
  return (
    <div>
      {named && <CalendarHeading offset={{ months: offset }} className="pb-2 text-center font-bold" />}
      <CalendarGrid offset={{ months: offset }} weekdayStyle="short" className="border-collapse">
        <CalendarGridHeader>
          {(day) => (
            <CalendarHeaderCell className="pb-1 text-xs font-medium text-ink-muted">{day}</CalendarHeaderCell>
          )}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <Day date={date} note={notes[date.toString()]} look={look} />}
        </CalendarGridBody>
      </CalendarGrid>
    </div>
  );
}

const chosenClass: Record<Look, string> = {
  day: "data-selected:bg-brand data-selected:text-on-brand",
  span: "data-selected:bg-brand-soft data-selection-start:bg-brand data-selection-start:text-on-brand data-selection-end:bg-brand data-selection-end:text-on-brand",
};

function Day({ date, note, look }: { date: CalendarDate; note: DayNote | undefined; look: Look }) {
  return (
    <CalendarCell
      date={date}
      // React Aria names the day alone; the price that is seen belongs to the name.
      render={(cell) => (
        <div {...cell} {...(note && { "aria-label": `${cell["aria-label"]}, ${note.label}` })} />
      )}
      className={clsx(
        "flex h-13 w-(--day-width) cursor-pointer flex-col items-center justify-center rounded-control border border-transparent hover:bg-brand-soft hover:text-ink",
        "data-outside-month:invisible data-disabled:cursor-not-allowed data-disabled:text-ink-muted data-disabled:opacity-45",
        "forced-colors:data-selected:border-[Highlight]",
        chosenClass[look],
      )}
    >
      {({ formattedDate }) => (
        <>
          <span className="font-semibold">{formattedDate}</span>
          <span
            className={clsx(
              "h-4 text-[0.6875rem] leading-4",
              note?.best && "font-bold text-accent-text in-data-selected:text-current",
              note && !note.isFree && "text-ink-muted in-data-selected:text-current",
            )}
          >
            {note?.text}
          </span>
        </>
      )}
    </CalendarCell>
  );
}
