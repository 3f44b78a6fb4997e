"use client";

import { parseDate } from "@internationalized/date";
import { clsx } from "clsx";
import { useLocale } from "next-intl";
import { type RefObject, useRef, useState } from "react";
import { RangeCalendar } from "react-aria-components";
import { useEnhanced } from "@/components/ui/use-enhanced";
import { formatLocalDate } from "@/i18n/format";
import { CalendarMonths, type DayNotes, monthsThatFit } from "./calendar";
import type { DatePickerProps } from "./date-picker";
import { DatePopover } from "./date-popover";
import { DayNoteLine } from "./day-note-line";
import { controlClass, FieldFrame, type FieldProps, useFieldIds } from "./field";
import { useDayFocus } from "./use-day-focus";

export type DateRange = { start: string; end: string };

const noNotes: DayNotes = {};

export type DateRangePickerProps = FieldProps &
  Pick<DatePickerProps, "min" | "max" | "placeholder" | "notes" | "onMonthChange"> & {
    /** First possible second day, where it is later than `min`. */
    endMin?: string;
    startName: string;
    endName: string;
    /** Accessible names of the two native inputs. */
    startLabel: string;
    endLabel: string;
    /** ISO dates, "" for none. */
    value: DateRange;
    onChange: (range: DateRange) => void;
  };

/** Two days, out and back. The server sends two native date inputs; then they become one calendar. */
export function DateRangePicker(props: DateRangePickerProps) {
  const { startName, endName, value, onChange, ...field } = props;
  const ids = useFieldIds(field);
  const locale = useLocale();
  const native = useRef<HTMLInputElement>(null);
  const enhanced = useEnhanced(native);
  const [open, setOpen] = useState(false);
  const day = (date: string) => (date ? formatLocalDate(date, "shortDate", locale) : "");
  return (
    <FieldFrame ids={ids} field={field}>
      {enhanced ? (
        <>
          <input type="hidden" name={startName} value={value.start} />
          <input type="hidden" name={endName} value={value.end} />
          <DatePopover
            ids={ids}
            shown={value.start && `${day(value.start)} – ${day(value.end)}`}
            placeholder={field.placeholder ?? ""}
            isOpen={open}
            onOpenChange={setOpen}
          >
            <StayCalendar
              {...props}
              onChange={(range) => {
                onChange(range);
                setOpen(false);
              }}
            />
          </DatePopover>
        </>
      ) : (
        <NativeDates {...props} id={ids.id} startRef={native} />
      )}
    </FieldFrame>
  );
}

function NativeDates({
  id,
  startRef,
  value,
  onChange,
  ...field
}: DateRangePickerProps & { id: string; startRef: RefObject<HTMLInputElement | null> }) {
  const shared = {
    type: "date",
    min: field.min,
    max: field.max,
    required: field.required,
    className: clsx(controlClass, "font-semibold"),
  };
  return (
    <div className="grid grid-cols-2 gap-2">
      <input
        {...shared}
        ref={startRef}
        id={id}
        name={field.startName}
        aria-label={field.startLabel}
        value={value.start}
        onChange={(event) => onChange({ ...value, start: event.target.value })}
      />
      <input
        {...shared}
        min={field.endMin ?? field.min}
        name={field.endName}
        aria-label={field.endLabel}
        value={value.end}
        onChange={(event) => onChange({ ...value, end: event.target.value })}
      />
    </div>
  );
}

function StayCalendar({ value, onChange, min, max, notes, onMonthChange }: DateRangePickerProps) {
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
      <CalendarMonths months={months} notes={notes ?? noNotes} look="span" />
      <DayNoteLine isoDate={focused} notes={notes} />
    </RangeCalendar>
  );
}
