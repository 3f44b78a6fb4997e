"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { FormReference } from "@/components/admin/flights/route-fields";
import { useFieldMessage } from "@/components/forms/use-field-message";
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

type PatternProps = {
  reference: FormReference;
  values: Pattern;
  /** Field → key of its message. */
  errors: Readonly<Record<string, string>>;
  onChange: (part: Partial<Omit<Pattern, "blockMinutes">>) => void;
};

/** When a season schedule flies: period, days of operation, local departure and flying time. */
export function PatternFields({
  onMinutesChange,
  ...props
}: PatternProps & { onMinutesChange: (minutes: string) => void }) {
  const { values, errors, onChange } = props;
  const t = useTranslations("admin");
  const message = useFieldMessage("admin");
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-3 text-lg font-bold">{t("schedules.pattern")}</legend>
      <PeriodFields {...props} />
      <DaysField
        days={values.days}
        error={message("days", errors.days)}
        onChange={(days) => onChange({ days })}
      />
      <TextField
        name="departureTime"
        type="time"
        required
        label={t("form.departureTime")}
        value={values.departureTime}
        onChange={(event) => onChange({ departureTime: event.target.value })}
        error={message("departureTime", errors.departureTime)}
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
        error={message("blockMinutes", errors.blockMinutes)}
      />
    </fieldset>
  );
}

/** The first and the last day. */
function PeriodFields({ reference, values, errors, onChange }: PatternProps) {
  const t = useTranslations("admin");
  const message = useFieldMessage("admin");
  return (["periodFrom", "periodTo"] as const).map((name) => (
    <DatePicker
      key={name}
      name={name}
      label={t(`schedules.${name}`)}
      min={reference.firstDay}
      max={reference.lastDay}
      placeholder={t("form.choose")}
      value={values[name]}
      onChange={(date) => onChange({ [name]: date })}
      error={message(name, errors[name])}
    />
  ));
}

/** The days of operation: 1 = Monday. */
function DaysField({
  days,
  error,
  onChange,
}: {
  days: readonly number[];
  error: string | undefined;
  onChange: (days: readonly number[]) => void;
}) {
  const t = useTranslations("admin");
  const errorId = `${useId()}-days`;
  const toggle = (day: number, on: boolean) =>
    onChange(on ? [...days, day].sort() : days.filter((each) => each !== day));
  return (
    <fieldset className="sm:col-span-2" aria-describedby={error ? errorId : undefined}>
      <legend className="text-sm font-semibold">{t("schedules.days")}</legend>
      <div className="flex flex-wrap gap-x-5">
        {allWeekdays.map((day) => (
          <Checkbox
            key={day}
            name="days"
            value={day}
            label={t(`weekdays.long.${day}`)}
            checked={days.includes(Number(day))}
            onChange={(event) => toggle(Number(day), event.target.checked)}
          />
        ))}
      </div>
      <FieldError id={errorId}>{error}</FieldError>
    </fieldset>
  );
}
