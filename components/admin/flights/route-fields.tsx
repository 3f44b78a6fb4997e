"use client";

import { useLocale, useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-refusal";
import { ComboBox } from "@/components/ui/inputs/combo-box";
import type { ComboBoxOption } from "@/components/ui/inputs/combo-box-match";
import { Select } from "@/components/ui/inputs/select";
import { TextField } from "@/components/ui/inputs/text-field";
import { formatDuration, formatInteger } from "@/i18n/format";
import { cabinName } from "./names";

export type AircraftOption = { code: string; name: string; units: Record<string, number> };
export type FormReference = {
  airports: readonly ComboBoxOption[];
  aircraft: readonly AircraftOption[];
  /** The day it is in Korea. */
  today: string;
  /** The earliest day that it still is at one of the airports: dates of flights are local. */
  firstDay: string;
  lastDay: string;
};
export type RouteValues = {
  designator: string;
  origin: string;
  destination: string;
  aircraftType: string;
};

/** What a single flight and a season schedule have in common: number, route and aircraft. */
export function RouteFields({
  reference,
  values,
  errors,
  usual,
  onChange,
}: {
  reference: FormReference;
  values: RouteValues;
  errors: Record<string, string>;
  usual: { distanceMiles: number; blockMinutes: number } | undefined;
  onChange: (part: Partial<RouteValues>) => void;
}) {
  const t = useTranslations("admin.form");
  const cabins = useTranslations("admin.cabins");
  const locale = useLocale();
  const message = useFieldMessage();
  const seats = (units: Record<string, number>) =>
    Object.entries(units)
      .map(([cabin, count]) => `${cabinName(cabins, cabin)} ${count}`)
      .join(", ");
  const airport = { options: reference.airports, placeholder: t("airportPlaceholder"), required: true };
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-3 text-lg font-bold">{t("flight")}</legend>
      <TextField
        name="designator"
        label={t("designator")}
        description={t("designatorHint")}
        required
        autoComplete="off"
        value={values.designator}
        onChange={(event) => onChange({ designator: event.target.value })}
        error={message(errors.designator)}
      />
      <Select
        name="aircraftType"
        label={t("aircraft")}
        required
        placeholder={t("choose")}
        options={reference.aircraft.map(({ code, name, units }) => ({
          value: code,
          label: `${name} (${seats(units)})`,
        }))}
        value={values.aircraftType}
        onChange={(event) => onChange({ aircraftType: event.target.value })}
        error={message(errors.aircraftType)}
      />
      <ComboBox
        {...airport}
        name="origin"
        label={t("origin")}
        value={values.origin}
        onChange={(origin) => onChange({ origin })}
        error={message(errors.origin)}
      />
      <ComboBox
        {...airport}
        name="destination"
        label={t("destination")}
        value={values.destination}
        onChange={(destination) => onChange({ destination })}
        error={message(errors.destination)}
        description={
          usual &&
          t("routeFacts", {
            miles: formatInteger(usual.distanceMiles),
            duration: formatDuration(usual.blockMinutes, locale),
          })
        }
      />
    </fieldset>
  );
}
