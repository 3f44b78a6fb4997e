"use client";

import { ArrowLeftRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PlaceOption } from "@/components/flight/airport-options";
import { Button } from "@/components/ui/button";
import { ComboBox } from "@/components/ui/inputs/combo-box";
import type { SearchValues } from "./types";
import { usePlaceGroups } from "./use-place-groups";

/** Where the trip starts and ends, with a button that swaps the two. */
export function RouteField({
  airports,
  values: { from, to },
  onChange,
  error,
}: {
  airports: readonly PlaceOption[];
  values: SearchValues;
  onChange: (change: Partial<SearchValues>) => void;
  error: (field: string) => string | undefined;
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
      <ComboBox
        {...shared}
        label={t("from")}
        name="from"
        value={from}
        onChange={(code) => onChange({ from: code })}
        error={error("from")}
      />
      <Button
        variant="secondary"
        aria-label={t("swap")}
        onClick={() => onChange({ from: to, to: from })}
        className="size-11 justify-self-center rounded-full p-0! max-sm:-my-1 max-sm:rotate-90 sm:mt-7"
      >
        <ArrowLeftRight aria-hidden className="size-5" />
      </Button>
      <ComboBox
        {...shared}
        label={t("to")}
        name="to"
        value={to}
        onChange={(code) => onChange({ to: code })}
        error={error("to")}
      />
    </>
  );
}
