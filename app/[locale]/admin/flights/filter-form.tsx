import Form from "next/form";
import { getLocale, getTranslations } from "next-intl/server";
import { airportOptions } from "@/components/admin/flights/airport-options";
import { ComboBox } from "@/components/ui/inputs/combo-box";
import { DatePicker } from "@/components/ui/inputs/date-picker";
import { TextField } from "@/components/ui/inputs/text-field";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { listAirports } from "@/server/schedule/queries";
import { addDays } from "@/server/shared/time";
import { hrefOf } from "../_lib/params";
import { todayInKorea } from "../_lib/reference";
import type { FlightFilter } from "./flight-list";

/** Which flights are listed; it all stands in the address. */
export async function FilterForm({ filter }: { filter: FlightFilter }) {
  const [t, locale, airports] = await Promise.all([getTranslations("admin"), getLocale(), listAirports()]);
  const options = airportOptions(airports, locale);
  const today = todayInKorea();
  const onDay = (days: number) => hrefOf("/admin/flights", { ...filter, date: addDays(filter.date, days) });
  return (
    <div className="grid gap-3 pb-4">
      <Form
        key={JSON.stringify(filter)}
        action={`/${locale}/admin/flights`}
        aria-label={t("flights.filter")}
        className="grid grid-cols-1 items-end gap-3 sm:grid-cols-2 xl:grid-cols-5"
      >
        <DatePicker
          name="date"
          label={t("flights.date")}
          min={addDays(today, -365)}
          max={addDays(today, 365)}
          defaultValue={filter.date}
        />
        <ComboBox
          name="origin"
          label={t("form.origin")}
          options={options}
          placeholder={t("flights.all")}
          defaultValue={filter.origin}
        />
        <ComboBox
          name="destination"
          label={t("form.destination")}
          options={options}
          placeholder={t("flights.all")}
          defaultValue={filter.destination}
        />
        <TextField
          name="flight"
          label={t("form.designator")}
          placeholder="MA101"
          autoComplete="off"
          defaultValue={filter.flight}
        />
        <SubmitButton variant="secondary" className="min-h-12">
          {t("flights.show")}
        </SubmitButton>
      </Form>
      <div className="flex flex-wrap gap-2">
        <LinkButton href={onDay(-1)} variant="secondary" size="sm">
          {t("flights.dayBefore")}
        </LinkButton>
        <LinkButton href={hrefOf("/admin/flights", { ...filter, date: today })} variant="secondary" size="sm">
          {t("flights.today")}
        </LinkButton>
        <LinkButton href={onDay(1)} variant="secondary" size="sm">
          {t("flights.dayAfter")}
        </LinkButton>
      </div>
    </div>
  );
}
