"use client";

import { useLocale, useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { ComboBox } from "@/components/ui/inputs/combo-box";
import type { ComboBoxOption } from "@/components/ui/inputs/combo-box-match";
import { Select } from "@/components/ui/inputs/select";
import { TextField } from "@/components/ui/inputs/text-field";
import { formatDuration, formatInteger } from "@/i18n/format";
import { cabinName } from "./names";

type AircraftOption = { code: string; name: string; units: Record<string, number> };
export type FormReference = {
  airports: readonly ComboBoxOption[];
  aircraft: readonly AircraftOption[];
  /** Today in Korea. */
  today: string;
  /** Today at the airport that is furthest behind: the dates of flights are local. */
  firstDay: string;
  lastDay: string;
};
export type RouteValues = {
  designator: string;
  origin: string;
  destination: string;
  aircraftType: string;
};

type RouteProps = {
  reference: FormReference;
  values: RouteValues;
  /** Field → key of its message. */
  errors: Readonly<Record<string, string>>;
  /** What is usual on the route; undefined until it is known. */
  usual: { distanceMiles: number; blockMinutes: number } | undefined;
  onChange: (part: Partial<RouteValues>) => void;
};

/** What a single flight and a season schedule have in common: number, route and aircraft. */
export function RouteFields(props: RouteProps) {
  const { reference, values, errors, onChange } = props;
  const t = useTranslations("admin.form");
  const message = useFieldMessage("admin");
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
        error={message("designator", errors.designator)}
      />
      <AircraftField
        aircraft={reference.aircraft}
        value={values.aircraftType}
        error={message("aircraftType", errors.aircraftType)}
        onChange={(aircraftType) => onChange({ aircraftType })}
      />
      <AirportFields {...props} />
    </fieldset>
  );
}

/** Origin and destination. The facts of the route stand below the destination. */
function AirportFields({ reference, values, errors, usual, onChange }: RouteProps) {
  const t = useTranslations("admin.form");
  const locale = useLocale();
  const message = useFieldMessage("admin");
  const airport = (name: "origin" | "destination") => ({
    name,
    label: t(name),
    options: reference.airports,
    placeholder: t("airportPlaceholder"),
    required: true,
    value: values[name],
    onChange: (code: string) => onChange({ [name]: code }),
    error: message(name, errors[name]),
  });
  const facts = usual && {
    miles: formatInteger(usual.distanceMiles),
    duration: formatDuration(usual.blockMinutes, locale),
  };
  return (
    <>
      <ComboBox {...airport("origin")} />
      <ComboBox {...airport("destination")} description={facts && t("routeFacts", facts)} />
    </>
  );
}

function AircraftField({
  aircraft,
  value,
  error,
  onChange,
}: {
  aircraft: readonly AircraftOption[];
  value: string;
  error: string | undefined;
  onChange: (code: string) => void;
}) {
  const t = useTranslations("admin.form");
  const cabins = useTranslations("admin.cabins");
  const seats = (units: AircraftOption["units"]) =>
    Object.entries(units)
      .map(([cabin, count]) => `${cabinName(cabins, cabin)} ${count}`)
      .join(", ");
  return (
    <Select
      name="aircraftType"
      label={t("aircraft")}
      required
      placeholder={t("choose")}
      options={aircraft.map(({ code, name, units }) => ({ value: code, label: `${name} (${seats(units)})` }))}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={error}
    />
  );
}
