"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { FormReference } from "@/components/admin/flights/route-fields";
import { useFieldMessage } from "@/components/forms/use-refusal";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { DatePicker } from "@/components/ui/inputs/date-picker";
import { FieldError } from "@/components/ui/inputs/field";
import { TextField } from "@/components/ui/inputs/text-field";
import { allWeekdays } from "./use-days-text";

type Pattern = {
  departureTime: string;
  blockMinutes: string;
  periodFrom: string;
  periodTo: string;
  days: readonly number[];
};

/** When a season schedule flies: period, days of operation, local departure and flying time. */
export function PatternFields({
  reference,
  values,
  errors,
  onChange,
  onMinutesChange,
}: {
  reference: FormReference;
  values: Pattern;
  errors: Record<string, string>;
  onChange: (part: Partial<Omit<Pattern, "blockMinutes">>) => void;
  onMinutesChange: (minutes: string) => void;
}) {
  const t = useTranslations("admin");
  const message = useFieldMessage();
  const daysError = `${useId()}-days`;
  const bounds = { min: reference.firstDay, max: reference.lastDay, placeholder: t("form.choose") };
  const toggle = (day: number, on: boolean) =>
    onChange({ days: on ? [...values.days, day].sort() : values.days.filter((each) => each !== day) });
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-3 text-lg font-bold">{t("schedules.pattern")}</legend>
      <DatePicker
        {...bounds}
        name="periodFrom"
        label={t("schedules.periodFrom")}
        value={values.periodFrom}
        onChange={(periodFrom) => onChange({ periodFrom })}
        error={message(errors.periodFrom)}
      />
      <DatePicker
        {...bounds}
        name="periodTo"
        label={t("schedules.periodTo")}
        value={values.periodTo}
        onChange={(periodTo) => onChange({ periodTo })}
        error={message(errors.periodTo)}
      />
      <fieldset className="sm:col-span-2" aria-describedby={errors.days ? daysError : undefined}>
        <legend className="text-sm font-semibold">{t("schedules.days")}</legend>
        <div className="flex flex-wrap gap-x-5">
          {allWeekdays.map((day) => (
            <Checkbox
              key={day}
              name="days"
              value={day}
              label={t(`weekdays.long.${day}`)}
              checked={values.days.includes(Number(day))}
              onChange={(event) => toggle(Number(day), event.target.checked)}
            />
          ))}
        </div>
        <FieldError id={daysError}>{message(errors.days)}</FieldError>
      </fieldset>
      <TextField
        name="departureTime"
        type="time"
        required
        label={t("form.departureTime")}
        value={values.departureTime}
        onChange={(event) => onChange({ departureTime: event.target.value })}
        error={message(errors.departureTime)}
      />
      <TextField
        name="blockMinutes"
        type="number"
        inputMode="numeric"
        min={10}
        max={1_200}
        required
        label={t("schedules.blockMinutes")}
        description={t("schedules.blockHint")}
        value={values.blockMinutes}
        onChange={(event) => onMinutesChange(event.target.value)}
        error={message(errors.blockMinutes)}
      />
    </fieldset>
  );
}
