import { setRequestLocale } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { ClientMessages } from "@/components/layout/client-messages";
import { HomeHero } from "@/components/search/home-hero";
import { formValues } from "@/components/search/search-url";
import type { Locale } from "@/i18n/routing";
import { passengerRules } from "@/server/reservation/queries";
import { databaseClock } from "@/server/shared/database-clock";
import { searchPlaces } from "./flights/search-places";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

/** The home page with the search. `?from=…` fills in the form, so that a link can start a search. */
export default async function HomePage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [known, rules, now] = await Promise.all([searchPlaces(locale), passengerRules(), databaseClock()]);
  return (
    <ClientMessages namespaces={["search"]}>
      <HomeHero
        airports={known.options}
        rules={rules}
        initial={known.byUsualCodes(formValues(firstValues(await searchParams)))}
        now={now.toISOString()}
      />
    </ClientMessages>
  );
}
