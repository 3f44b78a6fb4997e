"use client";

import { useTranslations } from "next-intl";
import type { PlaceOption } from "@/components/flight/airport-options";
import { usePlaceGroups } from "@/components/search/use-place-groups";
import { ComboBox } from "@/components/ui/inputs/combo-box";

/** Both ends of a flight. One part of the page, so that the airports travel once. */
export function StatusPlaces({
  airports,
  from,
  to,
  errors,
}: {
  airports: readonly PlaceOption[];
  from: string;
  to: string;
  errors: { from?: string; to?: string };
}) {
  const t = useTranslations("search");
  const shared = {
    groups: usePlaceGroups(),
    options: airports,
    placeholder: t("airportPlaceholder"),
    unresolvedText: { several: t("severalAirports"), none: t("noSuchAirport") },
  };
  return (
    <>
      <ComboBox {...shared} label={t("from")} name="from" defaultValue={from} error={errors.from} />
      <ComboBox {...shared} label={t("to")} name="to" defaultValue={to} error={errors.to} />
    </>
  );
}
