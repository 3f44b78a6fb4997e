"use client";

import { clsx } from "clsx";
import { useLocale } from "next-intl";
import { type RefObject, useRef } from "react";
import { useEnhanced } from "@/components/ui/use-enhanced";
import { formatLocalDate } from "@/i18n/format";
import { DateButton, useCalendar } from "./date-button";
import type { DateRange, DateRangePickerProps } from "./date-props";
import { controlClass, FieldFrame, useFieldIds } from "./field";

/**
 * Two days, out and back. The server sends two native date inputs. With JavaScript they are one button that opens one
 * calendar, whose script comes when the button is used. Without that script the native inputs stay.
 */
export function DateRangePicker(props: DateRangePickerProps) {
  const { startName, endName, value, onChange, ...field } = props;
  const ids = useFieldIds(field);
  const locale = useLocale();
  const native = useRef<HTMLDivElement>(null);
  const enhanced = useEnhanced(native);
  const calendar = useCalendar();
  const day = (date: string) => (date ? formatLocalDate(date, "shortDate", locale) : "");
  const take = (range: DateRange) => {
    onChange(range);
    calendar.setOpen(false);
  };
  return (
    <FieldFrame ids={ids} field={field}>
      {enhanced && !calendar.failed ? (
        <>
          <input type="hidden" name={startName} value={value.start} />
          <input type="hidden" name={endName} value={value.end} />
          <DateButton
            ids={ids}
            title={field.label}
            shown={value.start && `${day(value.start)} – ${day(value.end)}`}
            placeholder={field.placeholder ?? ""}
            calendar={calendar}
          >
            {({ StayCalendar }) => <StayCalendar {...field} value={value} onChange={take} />}
          </DateButton>
        </>
      ) : (
        <NativeDates {...props} id={ids.id} datesRef={native} />
      )}
    </FieldFrame>
  );
}

function NativeDates({
  id,
  datesRef,
  value,
  onChange,
  ...field
}: DateRangePickerProps & { id: string; datesRef: RefObject<HTMLDivElement | null> }) {
  const shared = {
    type: "date",
    min: field.min,
    max: field.max,
    required: field.required,
    className: clsx(controlClass, "font-semibold"),
  };
  return (
    <div ref={datesRef} className="grid grid-cols-2 gap-2">
      <input
        {...shared}
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
