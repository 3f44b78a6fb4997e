"use client";

import { useLocale, useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { LinkPending } from "@/components/ui/link-pending";
import { formatKrw } from "@/i18n/format";
import { Link, useRouter } from "@/i18n/navigation";
import { filterCount, withoutFilters } from "./flight-filters";
import { dayParts, type Filters, type ResultsView, readView, resultsHref } from "./search-url";
import type { SearchValues } from "./types";

/**
 * The filters of the flights: an ordinary form that asks for the same address with other parameters, so that it works
 * without JavaScript, and every choice can be shared and left by the back button.
 */
export function FilterForm({
  search,
  view,
  choices,
}: {
  search: SearchValues;
  view: ResultsView;
  /** Totals to choose as the highest, in whole won, and the types of aircraft of the day. */
  choices: { totals: readonly number[]; aircraft: readonly { ko: string; en: string }[] };
}) {
  const t = useTranslations("search");
  const router = useRouter();
  const locale = useLocale();
  const count = filterCount(view);
  const base = withoutFilters(view);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    const { time, max, aircraft } = readView(sent);
    const wanted: Filters = { ...(time && { time }), ...(max && { max }), ...(aircraft && { aircraft }) };
    router.push(resultsHref(search, { ...base, ...wanted }), { scroll: false });
  };
  const hidden = new URLSearchParams(resultsHref(search, base).split("?")[1]);
  return (
    <details className="filters" open={count > 0}>
      <summary>{t("filters", { count })}</summary>
      <form
        // The choices of another view are not those of this one.
        key={JSON.stringify(view)}
        action={`/${locale}/flights`}
        onSubmit={apply}
      >
        {[...hidden].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Selects view={view} choices={choices} />
        <button type="submit">{t("applyFilters")}</button>
        {count > 0 && (
          <Link href={resultsHref(search, base)} prefetch={false} scroll={false}>
            {t("clearFilters")}
            <LinkPending className="ml-1" />
          </Link>
        )}
      </form>
    </details>
  );
}

/** What is asked for stays among the choices, also on a day that does not offer it. */
function Selects({ view, choices }: Pick<Parameters<typeof FilterForm>[0], "view" | "choices">) {
  const t = useTranslations("search");
  const locale = useLocale();
  const { aircraft: type, max } = view;
  const totals = max && !choices.totals.includes(max) ? [...choices.totals, max] : choices.totals;
  const isMissing = type !== undefined && choices.aircraft.every(({ en }) => en !== type);
  const types = isMissing ? [...choices.aircraft, { ko: type, en: type }] : choices.aircraft;
  return (
    <>
      <label>
        {t("timeOfDay")}
        <select name="time" defaultValue={view.time}>
          <option value="">{t("time.all")}</option>
          {dayParts.map((part) => (
            <option key={part} value={part}>
              {t(`time.${part}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("highestTotal")}
        <select name="max" defaultValue={max}>
          <option value="">{t("anyTotal")}</option>
          {[...totals]
            .sort((a, b) => a - b)
            .map((total) => (
              <option key={total} value={total}>
                {t("upTo", { amount: formatKrw(total, locale) })}
              </option>
            ))}
        </select>
      </label>
      <label>
        {t("aircraft")}
        <select name="aircraft" defaultValue={type}>
          <option value="">{t("anyAircraft")}</option>
          {types.map(({ ko, en }) => (
            <option key={en} value={en}>
              {locale === "ko" ? ko : en}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
