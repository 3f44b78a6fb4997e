import Form from "next/form";
import { getLocale, getTranslations } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/auth/session";
import type { FlightList, FlightQuery } from "@/app/_lib/lists/flight-list";
import { hrefOf } from "@/app/[locale]/admin/_lib/params";
import { airportOption } from "@/components/flight/airport-options";
import { ComboBox } from "@/components/ui/inputs/combo-box";
import { DatePicker } from "@/components/ui/inputs/date-picker";
import { Select } from "@/components/ui/inputs/select";
import { TextField } from "@/components/ui/inputs/text-field";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { listAirports } from "@/server/schedule/queries";
import { flightStates } from "@/server/schedule/schemas";
import { koreanToday } from "@/server/shared/database-clock";
import { addDays } from "@/server/shared/time";

/** Chooses which flights are listed. The whole choice stands in the address. */
export async function FilterForm({ list }: { list: FlightList }) {
  const { query: filter, order } = list;
  const ctx = await getRequestContext();
  const [t, locale, airports] = await Promise.all([getTranslations("admin"), getLocale(), listAirports(ctx)]);
  const today = await koreanToday();
  const options = airports.map((one) => airportChoice(one, locale));
  const airport = (name: "origin" | "destination") => ({
    name,
    label: t(`form.${name}`),
    options,
    placeholder: t("flights.all"),
    defaultValue: filter[name],
  });
  return (
    <div className="grid gap-3 pb-4">
      <Form
        key={JSON.stringify(list)}
        action={`/${locale}/admin/flights`}
        aria-label={t("flights.filter")}
        className="grid grid-cols-1 items-end gap-3 sm:grid-cols-2 xl:grid-cols-4"
      >
        <Period list={list} today={today} />
        <ComboBox {...airport("origin")} />
        <ComboBox {...airport("destination")} />
        <TextField
          name="flight"
          label={t("form.designator")}
          placeholder="MA101"
          autoComplete="off"
          defaultValue={filter.flight}
        />
        <Select
          name="state"
          label={t("flights.status")}
          placeholder={t("flights.all")}
          options={flightStates.map((state) => ({ value: state, label: t(`flightStatus.${state}`) }))}
          defaultValue={filter.state ?? ""}
        />
        <input type="hidden" name="sort" value={order.sort} />
        <input type="hidden" name="order" value={order.descending ? "down" : "up"} />
        <SubmitButton variant="secondary" className="min-h-12">
          {t("flights.show")}
        </SubmitButton>
      </Form>
      <DayLinks filter={filter} today={today} />
    </div>
  );
}

/** Only what the choice needs: the page carries it twice, as a list and as data. */
function airportChoice(...of: Parameters<typeof airportOption>) {
  const { id, text, detail, keywords } = airportOption(...of);
  return { id, text, detail, keywords };
}

/** The first and the last day of departure. */
async function Period({ list: { query, toProblem }, today }: { list: FlightList; today: string }) {
  const t = await getTranslations("admin");
  const bounds = { min: addDays(today, -365), max: addDays(today, 365) };
  return (
    <>
      <DatePicker {...bounds} name="date" label={t("flights.date")} defaultValue={query.date} />
      <DatePicker
        {...bounds}
        name="to"
        label={t("flights.to")}
        placeholder={t("flights.sameDay")}
        defaultValue={query.to}
        error={toProblem ? t(`lists.${toProblem}`) : undefined}
      />
    </>
  );
}

/** The same flights on the day before, today and on the day after. */
async function DayLinks({ filter, today }: { filter: FlightQuery; today: string }) {
  const t = await getTranslations("admin.flights");
  const days = [
    { text: t("dayBefore"), date: addDays(filter.date, -1) },
    { text: t("today"), date: today },
    { text: t("dayAfter"), date: addDays(filter.date, 1) },
  ];
  return (
    <div className="flex flex-wrap gap-2">
      {days.map(({ text, date }) => (
        <LinkButton
          key={text}
          href={hrefOf("/admin/flights", { ...filter, to: undefined, date })}
          variant="secondary"
          size="sm"
        >
          {text}
        </LinkButton>
      ))}
    </div>
  );
}
