import { CalendarX2 } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { nearbyFares } from "@/app/[locale]/(site)/flights/find-flights";
import { namesOfSeveral } from "@/app/[locale]/(site)/flights/search-places";
import { passengersOn } from "@/components/booking/passenger-rules";
import { ChangeProblem, NotChangeable } from "@/components/change/change-problem";
import { onOtherDay } from "@/components/change/change-url";
import { OfferList } from "@/components/change/offer-list";
import { legText } from "@/components/flight/route-text";
import { BrandTable } from "@/components/search/brand-table";
import { DayStrip } from "@/components/search/day-strip";
import { nearestDays } from "@/components/search/flight-order";
import { stripDays } from "@/components/search/search-days";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { formatInstant, formatKrw, formatLocalDate } from "@/i18n/format";
import { brandRules } from "@/server/reservation/queries";
import { type ChangeStep, changeHref } from "./change-step";
import { daysOf } from "./changeable";
import type { Leg } from "./leg-to-choose";

type Props = { step: ChangeStep; leg: Leg };

/** The flights that one of the trip can be exchanged for on the chosen day, and the days around it. */
export async function OffersOfDay({ step, leg }: Props) {
  const { booking, choices, trip } = step;
  const { flight, choice, offers, refused } = leg;
  const bounds = daysOf(booking, flight, choices);
  const direction = { from: flight.from, to: flight.to, date: choice.date };
  const [rules, fares] = await Promise.all([
    brandRules(),
    nearbyFares(direction, bounds.earliest, offers.length === 0),
  ]);
  const hrefOf = (date: string) =>
    changeHref(trip, "", onOtherDay(choices, flight.id, date), { leg: flight.id });
  if (refused === "NOT_CHANGEABLE") return <NotChangeable reason="OTHER" />;
  if (refused) return <ChangeProblem code={refused} />;
  const onSale = new Set(offers.flatMap((offer) => offer.choices.map(({ brand }) => brand)));
  return (
    <section className="grid grid-cols-1 gap-4">
      <LegHeading step={step} leg={leg} />
      <DayStrip date={choice.date} fares={fares} days={stripDays(choice.date, bounds, hrefOf)} />
      {offers.length === 0 ? (
        <NoOffers date={choice.date} fares={fares} hrefOf={hrefOf} />
      ) : (
        <>
          <OfferList
            // The radio buttons of another flight or day start anew.
            key={`${flight.id} ${choice.date}`}
            flight={flight}
            offers={offers}
            rules={rules}
            choices={choices}
            error={leg.error}
            count={passengersOn(booking, flight.position).length}
            isLast={leg.isLast}
            airportNames={namesOfSeveral(
              step.places.get(flight.from),
              step.places.get(flight.to),
              await getLocale(),
            )}
          />
          <BrandTable
            rules={rules.filter(({ brand }) => onSale.has(brand))}
            international={flight.international}
          />
        </>
      )}
    </section>
  );
}

/** Which flight of the trip is changed, on which day, and what it is now. */
async function LegHeading({ step: { booking, choices }, leg: { flight, choice } }: Props) {
  const t = await getTranslations("change.offers");
  const locale = await getLocale();
  const rule = booking.segments.find(({ id }) => id === flight.id)?.rule;
  const now = [
    formatInstant(flight.departsAt, flight.originZone, "shortDateTime", locale),
    flight.designator,
    locale === "ko" ? rule?.nameKo : rule?.nameEn,
  ];
  return (
    <div>
      <h2 className="text-lg font-bold">
        {choices.length > 1 && (
          <span className="block text-sm text-brand-text">
            {t("step", { number: choices.indexOf(choice) + 1, count: choices.length })}
          </span>
        )}
        {legText(flight, locale)} · {formatLocalDate(choice.date, "date", locale)}
      </h2>
      <p className="text-sm text-ink-muted">{t("instead", { flight: now.filter(Boolean).join(" · ") })}</p>
    </div>
  );
}

/** Shown when a day has no flights: links to the nearest days that have some. */
async function NoOffers({
  date,
  fares,
  hrefOf,
}: {
  date: string;
  fares: readonly { date: string; amount: number }[];
  hrefOf: (date: string) => string;
}) {
  const t = await getTranslations("change.offers");
  const locale = await getLocale();
  const nearest = nearestDays(
    fares.filter((day) => day.date !== date),
    date,
    3,
  );
  return (
    <EmptyState
      icon={CalendarX2}
      title={t("none")}
      action={
        <ul className="flex flex-wrap justify-center gap-2">
          {nearest.map((day) => (
            <li key={day.date}>
              <LinkButton href={hrefOf(day.date)} variant="secondary">
                {formatLocalDate(day.date, "shortDate", locale)} {formatKrw(day.amount, locale)}
              </LinkButton>
            </li>
          ))}
        </ul>
      }
    >
      {t(nearest.length > 0 ? "noneNearest" : "noneAtAll")}
    </EmptyState>
  );
}
