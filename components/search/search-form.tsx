"use client";

import { ArrowLeftRight, Search } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type SubmitEvent, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ComboBox } from "@/components/ui/combo-box";
import type { ComboBoxOption } from "@/components/ui/combo-box-match";
import { RadioGroup } from "@/components/ui/radio-group";
import { useRouter } from "@/i18n/navigation";
import { fieldKey } from "./field-key";
import { PartyField } from "./party-field";
import { TravelDates } from "./travel-dates";
import type { SearchValues } from "./types";

/**
 * The search. A plain GET form to the results: before JavaScript its fields are the browser's own,
 * and what it asks for is always in the address.
 */
export function SearchForm({
  airports,
  initial,
  errors = {},
  today,
  lastDay,
}: {
  airports: readonly ComboBoxOption[];
  initial: SearchValues;
  /** Field → key of its message. */
  errors?: Readonly<Record<string, string>>;
  /** First and last day that can be searched, ISO. */
  today: string;
  lastDay: string;
}) {
  const t = useTranslations("search");
  const locale = useLocale();
  const titleId = useId();
  const router = useRouter();
  const [pending, start] = useTransition();
  const [values, setValues] = useState(initial);
  const set = (change: Partial<SearchValues>) => setValues((before) => ({ ...before, ...change }));
  const error = (field: string) => errors[field] && t(`fields.${fieldKey(errors[field])}`);
  const search = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
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
            onChange={(from) => set({ from })}
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
            onChange={(to) => set({ to })}
            error={error("to")}
          />
          <TravelDates
            values={values}
            onChange={set}
            error={error("depart") ?? error("return")}
            today={today}
            lastDay={lastDay}
          />
          <PartyField
            values={values}
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
