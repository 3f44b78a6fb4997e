import { useLocale, useTranslations } from "next-intl";
import { type MapPlace, RouteMap } from "@/components/map/route-map";
import { resultsHref } from "@/components/search/search-url";
import { formatKrw, formatLocalDate } from "@/i18n/format";
import { Link } from "@/i18n/navigation";

/** The cheapest day of a route. `amount`: one way, one adult, with all charges, in whole won. */
export type Offer = {
  from: string;
  to: string;
  fromCity: string;
  toCity: string;
  date: string;
  amount: number;
  /** Null where an end is not on the map. */
  map: { from: MapPlace; to: MapPlace } | null;
};

/** The lowest fares of the airline's best-known routes: on a map, and the same as a table. */
export function Offers({ offers, days }: { offers: readonly Offer[]; days: number }) {
  const t = useTranslations("home");
  const locale = useLocale();
  if (offers.length === 0) return null;
  const nameOf = (offer: Offer) => {
    const amount = formatKrw(offer.amount, locale);
    const day = formatLocalDate(offer.date, "shortDate", locale);
    return t("map.point", { code: offer.map?.to.code ?? offer.to, city: offer.toCity, amount, day });
  };
  return (
    <section aria-labelledby="offers" className="page-width pb-14">
      <h2 id="offers" className="pb-5 text-title font-extrabold">
        {t("offers.title")}
      </h2>
      <div className="grid grid-cols-1 items-center gap-6 lg:grid-cols-[minmax(0,6fr)_minmax(0,5fr)] lg:gap-10">
        <figure className="overflow-hidden rounded-card bg-sunken">
          <RouteMap
            label={t("map.home")}
            routes={offers.flatMap((offer) =>
              offer.map ? { ...offer.map, link: { href: hrefOf(offer), name: nameOf(offer) } } : [],
            )}
          />
          <figcaption className="px-3 pb-2 text-right text-xs text-ink-muted">{t("map.source")}</figcaption>
        </figure>
        <OfferTable offers={offers} days={days} />
      </div>
    </section>
  );
}

const hrefOf = ({ from, to, date }: Offer) =>
  resultsHref({ trip: "oneway", from, to, depart: date, return: "", adults: 1, children: 0, infants: 0 });

function OfferTable({ offers, days }: { offers: readonly Offer[]; days: number }) {
  const t = useTranslations("home.offers");
  const locale = useLocale();
  return (
    <div>
      <table className="w-full border-collapse">
        <caption className="pb-2 text-left text-sm text-ink-muted">{t("caption", { days })}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("route")}</th>
            <th scope="col">{t("day")}</th>
            <th scope="col">{t("price")}</th>
          </tr>
        </thead>
        <tbody>
          {offers.map((offer) => (
            <tr
              key={`${offer.from}-${offer.to}`}
              className="relative border-t border-line hover:bg-brand-soft"
            >
              <th scope="row" className="py-1 text-left font-bold">
                {/* The whole row leads there. */}
                <Link
                  href={hrefOf(offer)}
                  prefetch={false}
                  className="inline-flex min-h-10 items-center after:absolute after:inset-0"
                >
                  {t("link", { from: offer.fromCity, to: offer.toCity })}
                </Link>
              </th>
              <td className="px-2 text-sm whitespace-nowrap text-ink-muted">
                {formatLocalDate(offer.date, "shortDate", locale)}
              </td>
              <td className="text-right font-bold whitespace-nowrap text-accent-text">
                {t("from", { amount: formatKrw(offer.amount, locale) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="pt-3 text-xs text-ink-muted">{t("note")}</p>
    </div>
  );
}
