import { setRequestLocale } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { airportOptions } from "@/components/search/airport-options";
import { HomeHero } from "@/components/search/home-hero";
import { firstValues, formValues, type RawParams } from "@/components/search/search-url";
import type { Locale } from "@/i18n/routing";
import { listAirports } from "@/server/reservation/queries";
import { searchDays } from "./flights/search-days";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

/** The home page is the search. `?from=…` fills the form, so that a link can start one. */
export default async function HomePage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const airports = await listAirports();
  return (
    <ClientMessages namespaces={["search"]}>
      <HomeHero
        airports={airportOptions(airports, locale)}
        initial={formValues(firstValues(await searchParams))}
        {...searchDays()}
      />
    </ClientMessages>
  );
}
