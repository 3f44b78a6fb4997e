import { clsx } from "clsx";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { ChangeProblem, NotChangeable } from "@/components/change/change-problem";
import { ChangeSteps } from "@/components/change/change-steps";
import { isComplete } from "@/components/change/change-url";
import { ChooseFlights } from "@/components/change/choose-flights";
import { ClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/i18n/navigation";
import { dayProblem, daysOnSale } from "./changeable";
import { type Leg, legToChoose } from "./leg-to-choose";
import { OffersOfDay } from "./offers-of-day";
import { changeHref, type OwnChange, ownChange } from "./own-change";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("change");
  return { title: t("title"), robots: { index: false } };
}

/**
 * Chooses which flights to change, a day for each, and then a flight of that day, one after the other. Everything chosen
 * stands in the address. Opening this page changes nothing.
 */
export default async function ChangeFlightsPage({ params, searchParams }: Props) {
  const { locator } = await params;
  const raw = await searchParams;
  const own = await ownChange(locator, "", raw);
  const { booking, trip, choices } = own;
  const asked = firstValues(raw);
  const t = await getTranslations("change");
  const back = (
    <LinkButton href={trip} variant="secondary">
      {t("back")}
    </LinkButton>
  );
  if (!booking.can.change.allowed)
    return (
      <div className="page-width grid max-w-3xl grid-cols-1 gap-6 py-8">
        <PageHeader title={t("title")} />
        <NotChangeable reason={booking.can.change.reason} />
        <div>{back}</div>
      </div>
    );
  const errors = errorsOf(own, asked.step !== undefined);
  const leg = errors || choices.length === 0 ? null : await legToChoose(own, asked);
  if (choices.length > 0 && !errors && !leg && isComplete(choices))
    return redirect({ href: changeHref(trip, "/quote", choices), locale: await getLocale() });
  return (
    <div className={clsx("page-width grid grid-cols-1 gap-6 py-8", !leg && "max-w-3xl")}>
      <ChangeSteps current={leg ? "offers" : "flights"} hrefs={{ flights: `${trip}/change` }} />
      <PageHeader
        title={t(leg ? "offers.title" : "pick.title")}
        description={t("lead", { locator: booking.locator })}
      />
      <ChangeProblem code={asked.problem} />
      <ClientMessages namespaces={["change", "search", "trips"]}>
        {leg ? <Offers own={own} leg={leg} /> : <Flights own={own} errors={errors ?? {}} />}
      </ClientMessages>
      <div>{back}</div>
    </div>
  );
}

/** The flights and days to choose. */
function Flights({ own: { booking, flights, choices }, errors }: { own: OwnChange; errors: Errors }) {
  return (
    <ChooseFlights
      // A new choice resets the form.
      key={JSON.stringify(choices)}
      flights={flights}
      choices={choices}
      // Which flight comes first is checked when all days are chosen: the whole trip may move.
      boundsOf={Object.fromEntries(flights.map((flight) => [flight.id, daysOnSale(booking, flight)]))}
      errors={errors}
    />
  );
}

/** The flights of one day, and below a disclosure the form to choose other flights and days. */
async function Offers({ own, leg }: { own: OwnChange; leg: Leg }) {
  const t = await getTranslations("change.pick");
  return (
    <>
      <details>
        <summary className="inline-flex min-h-9 items-center rounded-control border border-line-strong bg-surface px-3 text-sm font-semibold hover:bg-brand-soft">
          {t("again")}
        </summary>
        <div className="mt-3 max-w-3xl">
          <Flights own={own} errors={{}} />
        </div>
      </details>
      <OffersOfDay own={own} leg={leg} />
    </>
  );
}

type Errors = Readonly<Record<string, string>>;

/** What is wrong with the flights and days, by field; null when nothing is. Nothing was asked yet: no errors. */
function errorsOf({ booking, flights, choices }: OwnChange, sent: boolean): Errors | null {
  if (choices.length === 0) return sent ? { flights: "chooseOne" } : null;
  const wrong = choices.flatMap((choice) => {
    const flight = flights.find(({ id }) => id === choice.segmentId);
    const problem = flight && dayProblem(booking, flight, choices);
    return problem ? [[`date.${choice.segmentId}`, problem] as const] : [];
  });
  return wrong.length > 0 ? Object.fromEntries(wrong) : null;
}
