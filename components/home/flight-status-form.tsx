import { clsx } from "clsx";
import { Search } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { PlaceOption } from "@/components/flight/airport-options";
import { Button } from "@/components/ui/button";
import { DatePicker } from "@/components/ui/inputs/date-picker";
import { TextField } from "@/components/ui/inputs/text-field";
import { Link } from "@/i18n/navigation";
import { STATUS_DAYS } from "@/server/schedule/schemas";
import { StatusPlaces } from "./status-places";

type Props = {
  by: "number" | "route";
  airports: readonly PlaceOption[];
  values: { flight: string; from: string; to: string; date: string };
  error: (field: string) => string | undefined;
  /** The first and the last day that have a status, ISO. */
  days: { first: string; last: string };
};

/** The question after a flight's status: a plain GET form, so that the answer has an address. */
export function FlightStatusForm({ by, airports, values, error, days }: Props) {
  const t = useTranslations("home.status");
  const locale = useLocale();
  return (
    <div className="rounded-card rounded-tl-none border border-line bg-surface p-4 shadow-card sm:p-6">
      <Ways by={by} date={values.date} />
      <form
        // Another address is another question.
        key={JSON.stringify([by, values])}
        action={`/${locale}/flight-status`}
        noValidate
        className={clsx(
          "grid items-start gap-3",
          by === "route" ? "sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_auto]" : "sm:grid-cols-[1fr_1fr_auto]",
        )}
      >
        <input type="hidden" name="by" value={by} />
        {by === "route" ? (
          <StatusPlaces airports={airports} {...values} errors={{ from: error("from"), to: error("to") }} />
        ) : (
          <TextField
            name="flight"
            label={t("number")}
            description={t("numberHint")}
            defaultValue={values.flight}
            error={error("flight")}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={10}
            inputClassName="font-semibold uppercase placeholder:normal-case"
          />
        )}
        <DatePicker
          name="date"
          label={t("date")}
          description={t("dateHint", STATUS_DAYS)}
          defaultValue={values.date}
          error={error("date")}
          min={days.first}
          max={days.last}
        />
        <Button type="submit" size="lg" className="sm:mt-6.5 sm:px-8">
          <Search aria-hidden className="size-5" />
          {t("submit")}
        </Button>
      </form>
    </div>
  );
}

/** By number or by route, as links: each has its own address. */
function Ways({ by, date }: { by: Props["by"]; date: string }) {
  const t = useTranslations("home.status");
  const ways = [
    { key: "number", text: t("byNumber") },
    { key: "route", text: t("byRoute") },
  ] as const;
  return (
    <nav aria-label={t("by")} className="mb-4">
      <ul className="flex gap-2">
        {ways.map(({ key, text }) => (
          <li key={key}>
            <Link
              href={`/flight-status?${new URLSearchParams({ by: key, date })}`}
              prefetch={false}
              scroll={false}
              aria-current={key === by || undefined}
              className="inline-flex min-h-10 items-center rounded-full border border-line-strong bg-surface px-4 hover:bg-brand-soft aria-[current=true]:border-brand aria-[current=true]:bg-brand-soft aria-[current=true]:font-bold aria-[current=true]:text-brand-text"
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
