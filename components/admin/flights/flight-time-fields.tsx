"use client";

import { useLocale, useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { DatePicker } from "@/components/ui/inputs/date-picker";
import { TextField } from "@/components/ui/inputs/text-field";
import { formatDuration, formatInstant } from "@/i18n/format";
import type { FormReference } from "./route-fields";
import type { useFlightForm } from "./use-flight-form";
import type { DerivedTimes } from "./use-route-data";

/** When one flight leaves and arrives, each on the clock of its airport. */
export function FlightTimeFields({
  reference,
  form: { entry, errors, ...form },
}: {
  reference: FormReference;
  form: ReturnType<typeof useFlightForm>;
}) {
  const t = useTranslations("admin.form");
  const message = useFieldMessage("admin");
  const { values, change } = entry;
  return (
    <fieldset className="grid gap-4 sm:grid-cols-3">
      <legend className="mb-3 text-lg font-bold">{t("times")}</legend>
      <DatePicker
        name="departureDate"
        label={t("departureDate")}
        min={reference.firstDay}
        max={reference.lastDay}
        placeholder={t("choose")}
        value={values.departureDate}
        onChange={(departureDate) => change({ departureDate })}
        error={message("departureDate", errors.departureDate)}
      />
      <TextField
        name="departureTime"
        type="time"
        required
        label={t("departureTime")}
        value={values.departureTime}
        onChange={(event) => change({ departureTime: event.target.value })}
        error={message("departureTime", errors.departureTime)}
      />
      <TextField
        name="arrivalTime"
        type="time"
        label={t("arrivalTime")}
        description={form.isUsualArrival ? t("arrivalHint") : undefined}
        value={form.arrivalTime}
        onChange={(event) => form.changeArrival(event.target.value)}
        error={message("arrivalTime", errors.arrivalTime)}
      />
      <ArrivalNote times={form.times} />
    </fieldset>
  );
}

/** The arrival that follows from the times entered. Screen readers announce it when it changes. */
function ArrivalNote({ times }: { times: DerivedTimes | undefined }) {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  const locale = useLocale();
  return (
    <p role="status" className="min-h-6 text-sm sm:col-span-3">
      {times && (
        <>
          {t("form.arrives", {
            at: formatInstant(times.arrivesAt, times.destinationZone, "dateTime", locale),
            duration: formatDuration(times.blockMinutes, locale),
          })}{" "}
          <strong>
            {times.arrivalDayOffset === 0
              ? t("form.sameDay")
              : common("dayOffset", { days: times.arrivalDayOffset })}
          </strong>
          {times.clockChange && <span className="text-warning-text"> {t("form.clockChange")}</span>}
        </>
      )}
    </p>
  );
}
