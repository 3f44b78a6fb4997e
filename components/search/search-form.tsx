"use client";

import { ArrowLeftRight, Search } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type SubmitEvent, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ComboBox } from "@/components/ui/inputs/combo-box";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { focusUnresolved } from "@/components/ui/inputs/use-typed-choice";
import { useRouter } from "@/i18n/navigation";
import type { PlaceOption } from "@/components/flight/airport-options";
import { PartyField } from "./party-field";
import { TravelDates } from "./travel-dates";
import type { PassengerRules, SearchValues } from "./types";
import { useSearchDays } from "./use-search-days";
import { useSearchErrors } from "./use-search-errors";

/**
 * The search. A plain GET form to the results: before JavaScript its fields are the browser's own,
 * and what it asks for is always in the address.
 */
export function SearchForm({
  airports,
  initial,
  rules,
  errors = {},
  now,
}: {
  airports: readonly PlaceOption[];
  initial: SearchValues;
  /** Who counts as adult, child and infant. */
  rules: PassengerRules;
  /** Field → key of its message. */
  errors?: Readonly<Record<string, string>>;
  /** The server's time when the page was made, ISO. */
  now: string;
}) {
  const t = useTranslations("search");
  const locale = useLocale();
  const titleId = useId();
  const router = useRouter();
  const [pending, start] = useTransition();
  const [values, setValues] = useState(initial);
  const set = (change: Partial<SearchValues>) => setValues((before) => ({ ...before, ...change }));
  const place = (code: string) => airports.find(({ id }) => id === code);
  const [from, to] = [place(values.from), place(values.to)];
  const days = useSearchDays({ from: from?.zone, to: to?.zone }, now);
  const { error, dateError } = useSearchErrors({
    errors,
    values,
    places: { from, to },
    days,
    infantsPerAdult: rules.DOMESTIC.infantsPerAdult,
  });
  const unresolvedText = { several: t("severalAirports"), none: t("noSuchAirport") };
  const search = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (focusUnresolved(event.currentTarget)) return;
    const query = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    start(() => router.push(`/flights?${new URLSearchParams(query)}`));
  };
  return (
    <search aria-labelledby={titleId}>
      <h2 id={titleId} className="sr-only">
        {t("formTitle")}
      </h2>
      <form action={`/${locale}/flights`} onSubmit={search} className="grid gap-4">
        <RadioGroup
          legend={t("trip")}
          hideLegend
          look="pill"
          name="trip"
          value={values.trip}
          onChange={(event) => set({ trip: event.target.value === "return" ? "return" : "oneway" })}
          options={[
            { value: "return", label: t("return") },
            { value: "oneway", label: t("oneway") },
          ]}
        />
        <div className="grid items-start gap-3 sm:grid-cols-[1fr_auto_1fr] lg:grid-cols-[1fr_auto_1fr_1.3fr_1fr]">
          <ComboBox
            label={t("from")}
            name="from"
            options={airports}
            placeholder={t("airportPlaceholder")}
            value={values.from}
            onChange={(code) => set({ from: code })}
            unresolvedText={unresolvedText}
            error={error("from")}
          />
          <Button
            variant="secondary"
            aria-label={t("swap")}
            onClick={() => set({ from: values.to, to: values.from })}
            className="size-11 justify-self-center rounded-full p-0! max-sm:-my-1 max-sm:rotate-90 sm:mt-7"
          >
            <ArrowLeftRight aria-hidden className="size-5" />
          </Button>
          <ComboBox
            label={t("to")}
            name="to"
            options={airports}
            placeholder={t("airportPlaceholder")}
            value={values.to}
            onChange={(code) => set({ to: code })}
            unresolvedText={unresolvedText}
            error={error("to")}
          />
          <TravelDates values={values} onChange={set} error={dateError()} days={days} />
          <PartyField
            values={values}
            rules={rules}
            onChange={set}
            errors={[error("adults"), error("children"), error("infants")].flatMap((text) => text || [])}
          />
        </div>
        <Button
          type="submit"
          size="lg"
          pending={pending}
          className="justify-self-stretch sm:justify-self-end sm:px-12"
        >
          <Search aria-hidden className="size-5" />
          {t("submit")}
        </Button>
      </form>
    </search>
  );
}
