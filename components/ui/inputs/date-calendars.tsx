"use client";

import { parseDate } from "@internationalized/date";
import { useTranslations } from "next-intl";
import { useContext, useState } from "react";
import { Calendar, RangeCalendar, RangeCalendarStateContext } from "react-aria-components";
import { CalendarMonths, type DayNotes, monthsThatFit } from "./calendar";
import type { DatePickerProps, DateRangePickerProps } from "./date-props";
import { DayNoteLine } from "./day-note-line";
import { useDayFocus } from "./use-day-focus";

/** The calendars of the date fields. A file of its own, so that pages load it when a date field is used. */

export { DatePopover } from "./date-popover";

const noNotes: DayNotes = {};

type DayCalendarProps = Pick<DatePickerProps, "min" | "max" | "notes" | "onMonthChange"> & {
  chosen: string;
  onChoose: (isoDate: string) => void;
};

export function DayCalendar({ chosen, min, max, notes, onMonthChange, onChoose }: DayCalendarProps) {
  const { focused, onFocusChange } = useDayFocus(chosen || min, onMonthChange);
  const [months] = useState(monthsThatFit);
  return (
    <Calendar
      autoFocus
      value={chosen ? parseDate(chosen) : null}
      onChange={(date) => onChoose(date.toString())}
      defaultFocusedValue={parseDate(chosen || min)}
      onFocusChange={onFocusChange}
      minValue={parseDate(min)}
      maxValue={parseDate(max)}
      visibleDuration={{ months }}
      pageBehavior="single"
    >
      <CalendarMonths months={months} notes={notes ?? noNotes} look="day" />
      <DayNoteLine isoDate={focused} notes={notes} />
    </Calendar>
  );
}

type StayCalendarProps = Pick<
  DateRangePickerProps,
  "value" | "onChange" | "min" | "max" | "notes" | "endNotes" | "onMonthChange"
>;

export function StayCalendar({
  value,
  onChange,
  min,
  max,
  notes,
  endNotes = notes,
  onMonthChange,
}: StayCalendarProps) {
  const { focused, onFocusChange } = useDayFocus(value.start || min, onMonthChange);
  const [months] = useState(monthsThatFit);
  const complete = value.start !== "" && value.end !== "" && value.start <= value.end;
  return (
    <RangeCalendar
      autoFocus
      value={complete ? { start: parseDate(value.start), end: parseDate(value.end) } : null}
      onChange={({ start, end }) => onChange({ start: start.toString(), end: end.toString() })}
      defaultFocusedValue={parseDate(value.start || min)}
      onFocusChange={onFocusChange}
      minValue={parseDate(min)}
      maxValue={parseDate(max)}
      visibleDuration={{ months }}
      pageBehavior="single"
    >
      <StayMonths {...{ months, notes, endNotes, focused }} />
    </RangeCalendar>
  );
}

/** Once the first day is chosen, the days have the prices of the way back, and a line says which day is asked for. */
function StayMonths({
  months,
  notes,
  endNotes,
  focused,
}: Pick<StayCalendarProps, "notes" | "endNotes"> & { months: number; focused: string }) {
  const t = useTranslations("common");
  const isSecond = Boolean(useContext(RangeCalendarStateContext)?.anchorDate);
  const shown = isSecond ? endNotes : notes;
  return (
    <>
      <p aria-live="polite" className="pb-1 text-center text-sm font-bold text-brand-text">
        {t(isSecond ? "chooseSecondDay" : "chooseFirstDay")}
      </p>
      <CalendarMonths months={months} notes={shown ?? noNotes} look="span" />
      <DayNoteLine isoDate={focused} notes={shown} />
    </>
  );
}
