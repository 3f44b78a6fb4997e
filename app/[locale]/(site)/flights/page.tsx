import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { ReleasedNotice } from "@/components/booking/released-notice";
import { withClientMessages } from "@/components/layout/client-messages";
import { formValues } from "@/components/search/search-url";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { passengerRules } from "@/server/reservation/queries";
import { type SearchInput, searchInput } from "@/server/reservation/schemas";
import { databaseClock } from "@/server/shared/database-clock";
import { Results } from "./results";
import { searchErrors } from "./search-errors";
import { SearchFormPart } from "./search-form.part";
import { searchPlaces } from "./search-places";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({ locale, namespace: "search" });
  const raw = firstValues(await searchParams);
  const search = searchInput.safeParse(raw);
  return {
    title: search.success ? resultsTitle(t, search.data, raw) : t("formTitle"),
    robots: { index: false },
  };
}

/** The route of the results; on a return trip also which of the two flights is being chosen. */
function resultsTitle(
  t: Awaited<ReturnType<typeof getTranslations<"search">>>,
  { trip, from, to }: Pick<SearchInput, "trip" | "from" | "to">,
  raw: Record<string, string>,
): string {
  const back = trip === "return" && raw.out !== undefined;
  const route = (back ? [to, from] : [from, to]).join(" → ").replaceAll("-ALL", "");
  return trip === "return" ? `${t(back ? "chooseBack" : "chooseOut")}: ${route}` : route;
}

/** The results of the search in the address. A wrong address shows the form with its errors. */
async function FlightsPage({ params, searchParams }: Props) {
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
    <SearchFormPart
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
    <div className="page-width py-8">
      {raw.notice === "released" && <ReleasedNotice />}
      {search.success && Object.keys(errors).length === 0 ? (
        <Results
          search={known.byUsualCodes(search.data)}
          raw={raw}
          known={known}
          now={now}
          form={raw.edit ? form : null}
        />
      ) : (
        <>
          <PageHeader title={t("formTitle")} />
          {Object.keys(errors).length > 0 && (
            <Alert live tone="danger" title={t("errorsTitle")} className="mb-4">
              {t("errorsText")}
            </Alert>
          )}
          <Card>{form}</Card>
        </>
      )}
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/flights/page.tsx", FlightsPage);
