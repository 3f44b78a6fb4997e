import { Luggage } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { askForCode } from "@/app/[locale]/(site)/trips/access/actions";
import { lookUpTrip } from "@/app/[locale]/(site)/trips/find/actions";
import { withClientMessages } from "@/components/layout/client-messages";
import { SignInPrompt } from "@/components/layout/sign-in-prompt";
import { FindTrip } from "@/components/trips/find-trip";
import { KeepFresh } from "@/components/trips/keep-fresh";
import { TripCard } from "@/components/trips/trip-card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { tripsAndCharges } from "@/server/flows/trips-and-charges-view";
import { sortTrips, type Tab, tabOf, tabs } from "./sort-trips";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips");
  return { title: t("title") };
}

async function TripsPage({ searchParams }: Props) {
  const t = await getTranslations("trips");
  const user = await getSessionUser();
  if (!user) return <SignedOut />;
  const tab = tabOf((await searchParams).tab);
  const trips = sortTrips(await tripsAndCharges(await getRequestContext()));
  return (
    <div className="page-width grid grid-cols-1 gap-6 py-8">
      <div>
        <PageHeader title={t("title")} />
        <Tabs
          label={t("tabs.label")}
          items={tabs.map((each) => ({
            href: each === "upcoming" ? "/trips" : `/trips?tab=${each}`,
            label: t(`tabs.${each}`),
            count: trips[each].length,
            current: each === tab,
          }))}
        />
      </div>
      {trips[tab].length === 0 ? (
        <NoTrips tab={tab} />
      ) : (
        <ul className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          {trips[tab].map((trip) => (
            <li key={trip.id}>
              <TripCard trip={trip} />
            </li>
          ))}
        </ul>
      )}
      {trips.upcoming.some((trip) => trip.charging) && <KeepFresh />}
      <div>
        <LinkButton href="/trips/find" variant="quiet" size="sm">
          {t("find.link")}
        </LinkButton>
      </div>
    </div>
  );
}

async function NoTrips({ tab }: { tab: Tab }) {
  const t = await getTranslations("trips");
  return (
    <EmptyState
      icon={Luggage}
      title={t(`empty.${tab}`)}
      action={tab === "upcoming" && <LinkButton href="/">{t("book")}</LinkButton>}
    >
      {t(`empty.${tab}Hint`)}
    </EmptyState>
  );
}

async function SignedOut() {
  const t = await getTranslations("trips");
  return (
    <div className="page-width grid grid-cols-1 max-w-3xl gap-8 py-8">
      <div>
        <PageHeader title={t("title")} />
        <SignInPrompt next="/trips">{t("signInHint")}</SignInPrompt>
      </div>
      <FindTrip action={lookUpTrip} askForCode={askForCode} />
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/trips/(list)/page.tsx", TripsPage);
