import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { ReleasedNotice } from "@/components/booking/released-notice";
import { ClientMessages } from "@/components/layout/client-messages";
import { SearchForm } from "@/components/search/search-form";
import { formValues } from "@/components/search/search-url";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { passengerRules } from "@/server/reservation/queries";
import { searchInput } from "@/server/reservation/schemas";
import { databaseClock } from "@/server/shared/database-clock";
import { Results } from "./results";
import { searchErrors } from "./search-errors";
import { searchPlaces } from "./search-places";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({ locale, namespace: "search" });
  const search = searchInput.safeParse(firstValues(await searchParams));
  return {
    title: search.success ? `${search.data.from} → ${search.data.to}`.replaceAll("-ALL", "") : t("formTitle"),
    robots: { index: false },
  };
}

/** The results of the search in the address. A wrong address shows the form with its errors. */
export default async function FlightsPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const raw = firstValues(await searchParams);
  const [t, known, rules, now] = await Promise.all([
    getTranslations("search"),
    searchPlaces(locale),
    passengerRules(),
    databaseClock(),
  ]);
  const search = searchInput.safeParse(raw);
  const errors = searchErrors(raw, { places: known.places, now, rules });
  const form = (
    <SearchForm
      // A new search resets the form.
      key={JSON.stringify(raw)}
      airports={known.options}
      initial={known.byUsualCodes(formValues(raw))}
      rules={rules}
      errors={errors}
      now={now.toISOString()}
    />
  );
  return (
    <ClientMessages namespaces={["search"]}>
      <div className="page-width py-8">
        {raw.notice === "released" && <ReleasedNotice />}
        {search.success && Object.keys(errors).length === 0 ? (
          <Results search={known.byUsualCodes(search.data)} raw={raw} known={known} now={now} form={form} />
        ) : (
          <>
            <PageHeader title={t("formTitle")} />
            <Card>{form}</Card>
          </>
        )}
      </div>
    </ClientMessages>
  );
}
