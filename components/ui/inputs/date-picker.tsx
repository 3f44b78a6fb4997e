"use client";

import { parseDate } from "@internationalized/date";
import { clsx } from "clsx";
import { useLocale } from "next-intl";
import { useState } from "react";
import { Calendar } from "react-aria-components";
import { useEnhancedValue } from "@/components/ui/use-enhanced";
import { formatLocalDate } from "@/i18n/format";
import { CalendarMonths, type DayNotes, monthsThatFit } from "./calendar";
import { DatePopover } from "./date-popover";
import { DayNoteLine } from "./day-note-line";
import { controlClass, FieldFrame, type FieldProps, useFieldIds } from "./field";
import { useDayFocus } from "./use-day-focus";

const noNotes: DayNotes = {};

export type DatePickerProps = FieldProps & {
  name: string;
  /** First and last day that can be chosen, ISO. */
  min: string;
  max: string;
  placeholder?: string;
  defaultValue?: string;
  /** Controlled: the ISO date, or "" for none. */
  value?: string;
  onChange?: (isoDate: string) => void;
  /** Prices under the days. */
  notes?: DayNotes;
  /** Called when another month comes into view, so that its notes can be fetched. */
  onMonthChange?: (isoMonth: string) => void;
};

/** One day. The server sends a native date input of the same name; then it becomes a calendar with prices. */
export function DatePicker(props: DatePickerProps) {
  const { name, min, max, placeholder = "", notes, onMonthChange, ...field } = props;
  const ids = useFieldIds(field);
  const locale = useLocale();
  const { native, isEnhanced, chosen, choose, nativeProps } = useEnhancedValue<HTMLInputElement>(props);
  const [open, setOpen] = useState(false);
  return (
    <FieldFrame ids={ids} field={field}>
      {isEnhanced ? (
        <>
          <input type="hidden" name={name} value={chosen} />
          <DatePopover
            ids={ids}
            shown={chosen && formatLocalDate(chosen, "shortDate", locale)}
            placeholder={placeholder}
            isOpen={open}
            onOpenChange={setOpen}
          >
            <DayCalendar
              {...{ chosen, min, max, notes, onMonthChange }}
              onChoose={(date) => {
                choose(date);
                setOpen(false);
              }}
            />
          </DatePopover>
        </>
      ) : (
        <input
          ref={native}
          id={ids.id}
          type="date"
          {...{ name, min, max }}
          required={field.required}
          aria-describedby={ids.describedBy}
          aria-invalid={field.error ? true : undefined}
          {...nativeProps}
          onChange={(event) => choose(event.target.value)}
          className={clsx(controlClass, "font-semibold")}
        />
      )}
    </FieldFrame>
  );
}

type DayCalendarProps = Pick<DatePickerProps, "min" | "max" | "notes" | "onMonthChange"> & {
  chosen: string;
  onChoose: (isoDate: string) => void;
};

function DayCalendar({ chosen, min, max, notes, onMonthChange, onChoose }: DayCalendarProps) {
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
