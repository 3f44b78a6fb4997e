import { setRequestLocale } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { HomeHero } from "@/components/search/home-hero";
import { firstValues, formValues, type RawParams } from "@/components/search/search-url";
import type { Locale } from "@/i18n/routing";
import { passengerRules } from "@/server/reservation/queries";
import { searchPlaces } from "./flights/search-places";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

/** The home page is the search. `?from=…` fills the form, so that a link can start one. */
export default async function HomePage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [known, rules] = await Promise.all([searchPlaces(locale), passengerRules()]);
  return (
    <ClientMessages namespaces={["search"]}>
      <HomeHero
        airports={known.options}
        rules={rules}
        initial={known.byUsualCodes(formValues(firstValues(await searchParams)))}
        now={new Date().toISOString()}
      />
    </ClientMessages>
  );
}
