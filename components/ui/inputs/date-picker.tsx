"use client";

import { clsx } from "clsx";
import { useLocale } from "next-intl";
import { useEnhancedValue } from "@/components/ui/use-enhanced";
import { formatLocalDate } from "@/i18n/format";
import { DateButton, useCalendar } from "./date-button";
import type { DatePickerProps } from "./date-props";
import { controlClass, FieldFrame, useFieldIds } from "./field";

/**
 * One day. The server sends a native date input of the same name. With JavaScript it is a button that opens a calendar
 * with prices, whose script comes when the button is used. Without that script the native input stays.
 */
export function DatePicker(props: DatePickerProps) {
  const { name, min, max, placeholder = "", notes, onMonthChange, ...field } = props;
  const ids = useFieldIds(field);
  const locale = useLocale();
  const { native, isEnhanced, chosen, choose, nativeProps } = useEnhancedValue<HTMLInputElement>(props);
  const calendar = useCalendar();
  const take = (date: string) => {
    choose(date);
    calendar.setOpen(false);
  };
  return (
    <FieldFrame ids={ids} field={field}>
      {isEnhanced && !calendar.failed ? (
        <>
          <input type="hidden" name={name} value={chosen} />
          <DateButton
            ids={ids}
            title={field.label}
            shown={chosen && formatLocalDate(chosen, "shortDate", locale)}
            placeholder={placeholder}
            calendar={calendar}
          >
            {({ DayCalendar }) => (
              <DayCalendar {...{ chosen, min, max, notes, onMonthChange }} onChoose={take} />
            )}
          </DateButton>
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
