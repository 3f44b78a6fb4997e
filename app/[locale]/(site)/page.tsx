import { setRequestLocale } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { withClientMessages } from "@/components/layout/client-messages";
import { HomeHero } from "@/components/search/home-hero";
import { formValues } from "@/components/search/search-url";
import type { Locale } from "@/i18n/routing";
import { passengerRules } from "@/server/reservation/queries";
import { CALENDAR_DAYS } from "@/server/reservation/schemas";
import { databaseClock } from "@/server/shared/database-clock";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import { searchPlaces } from "./flights/search-places";
import { homeOffers } from "./home-offers";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

/** The home page with the search. `?from=…` fills in the form, so that a link can start a search. */
async function HomePage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [known, rules, now] = await Promise.all([searchPlaces(locale), passengerRules(), databaseClock()]);
  const offers = await homeOffers(known, locale);
  return (
    <HomeHero
      offers={offers}
      offerDays={CALENDAR_DAYS}
      today={toLocal(now, KOREA_ZONE).date}
      airports={known.options}
      rules={rules}
      initial={known.byUsualCodes(formValues(firstValues(await searchParams)))}
      now={now.toISOString()}
    />
  );
}

export default withClientMessages("app/[locale]/(site)/page.tsx", HomePage);
