import Form from "next/form";
import { getLocale, getTranslations } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/auth/session";
import type { ReservationList } from "@/app/_lib/lists/reservation-list";
import { airportOption } from "@/components/flight/airport-options";
import { ComboBox } from "@/components/ui/inputs/combo-box";
import { DatePicker } from "@/components/ui/inputs/date-picker";
import { Select } from "@/components/ui/inputs/select";
import { TextField } from "@/components/ui/inputs/text-field";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { listAirports } from "@/server/schedule/queries";
import { koreanToday } from "@/server/shared/database-clock";
import { reservationStatuses } from "@/server/shared/fare-terms";
import { addDays } from "@/server/shared/time";

/** Searches and narrows the list of reservations. The whole choice stands in the address. */
export async function SearchForm({ list }: { list: ReservationList }) {
  const { query, order } = list;
  const [t, locale] = await Promise.all([getTranslations("admin.reservations"), getLocale()]);
  const { q, flight, ...further } = query;
  return (
    <Form
      key={JSON.stringify(list)}
      action={`/${locale}/admin/reservations`}
      role="search"
      className="mb-4 grid gap-3"
    >
      <div className="flex max-w-2xl flex-wrap items-end gap-3">
        <TextField
          name="q"
          type="search"
          label={t("search")}
          description={t("searchHint")}
          autoComplete="off"
          defaultValue={q}
          className="min-w-0 grow basis-64"
        />
        <SubmitButton className="mb-6.5 min-h-12">{t("find")}</SubmitButton>
      </div>
      {flight && <input type="hidden" name="flight" value={flight} />}
      <input type="hidden" name="sort" value={order.sort} />
      <input type="hidden" name="order" value={order.descending ? "down" : "up"} />
      <details open={Object.values(further).some(Boolean)}>
        <summary className="w-fit min-h-6 cursor-pointer font-semibold text-brand-text">
          {t("narrow")}
        </summary>
        <Filters list={list} />
      </details>
    </Form>
  );
}

async function Filters({ list: { query, reversed } }: { list: ReservationList }) {
  const ctx = await getRequestContext();
  const [t, locale, airports, today] = await Promise.all([
    getTranslations("admin"),
    getLocale(),
    listAirports(ctx),
    koreanToday(),
  ]);
  const day = (name: "bookedFrom" | "bookedTo" | "departFrom" | "departTo") => ({
    name,
    label: t(`reservations.${name}`),
    min: addDays(today, -730),
    max: addDays(today, 400),
    placeholder: t("flights.all"),
    defaultValue: query[name],
    error: reversed.includes(name) ? t("lists.periodInvalid") : undefined,
  });
  const airport = (name: "origin" | "destination") => ({
    name,
    label: t(`form.${name}`),
    options: airports.map((one) => airportOption(one, locale)),
    placeholder: t("flights.all"),
    defaultValue: query[name],
  });
  return (
    <div className="grid grid-cols-1 items-end gap-3 pt-3 sm:grid-cols-2 xl:grid-cols-4">
      <StatusField status={query.status} />
      <DatePicker {...day("bookedFrom")} />
      <DatePicker {...day("bookedTo")} />
      <TextField
        name="designator"
        label={t("form.designator")}
        placeholder="MA101"
        autoComplete="off"
        defaultValue={query.designator}
      />
      <DatePicker {...day("departFrom")} />
      <DatePicker {...day("departTo")} />
      <ComboBox {...airport("origin")} />
      <ComboBox {...airport("destination")} />
      <div className="flex gap-3">
        <SubmitButton variant="secondary">{t("flights.show")}</SubmitButton>
        <LinkButton href="/admin/reservations" variant="quiet">
          {t("lists.reset")}
        </LinkButton>
      </div>
    </div>
  );
}

async function StatusField({ status }: { status: ReservationList["query"]["status"] }) {
  const t = await getTranslations("admin");
  return (
    <Select
      name="status"
      label={t("reservations.status")}
      placeholder={t("flights.all")}
      options={reservationStatuses.map((value) => ({ value, label: t(`reservationStatus.${value}`) }))}
      defaultValue={status ?? ""}
    />
  );
}
