"use client";

import { Search } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type SubmitEvent, useId, useState, useTransition } from "react";
import type { PlaceOption } from "@/components/flight/airport-options";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { focusUnresolved } from "@/components/ui/inputs/use-typed-choice";
import { useRouter } from "@/i18n/navigation";
import { PartyField } from "./party-field";
import { rememberSearch } from "./recent-search-store";
import { RouteField } from "./route-field";
import { TravelDates } from "./travel-dates";
import type { PassengerRules, SearchValues } from "./types";
import { useSearchDays } from "./use-search-days";
import { useSearchErrors } from "./use-search-errors";

type Props = {
  airports: readonly PlaceOption[];
  initial: SearchValues;
  /** The ages and laps that decide who counts as adult, child and infant. */
  rules: PassengerRules;
  /** Field → key of its message. */
  errors?: Readonly<Record<string, string>>;
  /** The server's time when the page was made, ISO. */
  now: string;
};

/**
 * The search. A plain GET form to the results: before JavaScript its fields are the browser's own,
 * and its values always stand in the address.
 */
export function SearchForm(props: Props) {
  const t = useTranslations("search");
  const locale = useLocale();
  const titleId = useId();
  const { values, set, days, error, dateError } = useSearchValues(props);
  const { pending, search } = useSearchSubmit(values);
  return (
    <search aria-labelledby={titleId}>
      <h2 id={titleId} className="sr-only">
        {t("formTitle")}
      </h2>
      <form action={`/${locale}/flights`} onSubmit={search} className="grid gap-4">
        <TripType value={values.trip} onChange={(trip) => set({ trip })} />
        <div className="grid items-start gap-3 sm:grid-cols-[1fr_auto_1fr] lg:grid-cols-[1fr_auto_1fr_1.3fr_1fr]">
          <RouteField airports={props.airports} values={values} onChange={set} error={error} />
          <TravelDates values={values} onChange={set} error={dateError()} days={days} />
          <PartyField
            values={values}
            rules={props.rules}
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

/** What the form holds, the days that can be searched for it, and the messages at its fields. */
function useSearchValues({ airports, initial, rules, errors = {}, now }: Props) {
  const [values, setValues] = useState(initial);
  const set = (change: Partial<SearchValues>) => setValues((before) => ({ ...before, ...change }));
  const place = (code: string) => airports.find(({ id }) => id === code);
  const [from, to] = [place(values.from), place(values.to)];
  const days = useSearchDays({ from: from?.zone, to: to?.zone }, now);
  const { infantsPerAdult } = rules.DOMESTIC;
  const messages = useSearchErrors({ errors, values, places: { from, to }, days, infantsPerAdult });
  return { values, set, days, ...messages };
}

/** Opens the results without loading the document anew. */
function useSearchSubmit(values: SearchValues) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const search = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (focusUnresolved(event.currentTarget)) return;
    if (values.from && values.to && values.depart) rememberSearch(values);
    const query = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    start(() => router.push(`/flights?${new URLSearchParams(query)}`));
  };
  return { pending, search };
}

function TripType({
  value,
  onChange,
}: {
  value: SearchValues["trip"];
  onChange: (trip: SearchValues["trip"]) => void;
}) {
  const t = useTranslations("search");
  return (
    <RadioGroup
      legend={t("trip")}
      hideLegend
      look="pill"
      name="trip"
      value={value}
      onChange={(event) => onChange(event.target.value === "return" ? "return" : "oneway")}
      options={[
        { value: "return", label: t("return") },
        { value: "oneway", label: t("oneway") },
      ]}
    />
  );
}
