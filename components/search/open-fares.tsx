"use client";

import { formatKrw } from "@/i18n/format";
import { Link } from "@/i18n/navigation";
import { FEW_SEATS, perAdult, type Shop, tripBasis } from "./fare-choice";
import { cheapestFare } from "./flight-order";
import type { ResultFlight } from "./types";

/**
 * What a flight costs at least, as the link that opens its fares or closes them. `href`: the same results with the fares of
 * this flight open, or closed when they are open.
 */
export function OpenFares({
  flight,
  shop,
  isOpen,
  href,
}: {
  flight: ResultFlight;
  shop: Shop;
  isOpen: boolean;
  href: string;
}) {
  const { t, search, earlier, locale } = shop;
  const fare = cheapestFare(flight);
  const left = Math.max(0, ...flight.fares.map((each) => each.left));
  const each = fare && perAdult(fare, shop);
  return (
    <Link
      // Without JavaScript the new page begins at the flight.
      href={`${href}#f${flight.flightId}`}
      prefetch={false}
      aria-expanded={isOpen}
      className="flight-open"
      onNavigate={(event) => {
        event.preventDefault();
        // The fares are here already: nothing is asked of the server, and "back" closes them again.
        window.history.pushState(null, "", `/${locale}${href}`);
      }}
    >
      {fare ? (
        <>
          {t("basisTotal", { basis: tripBasis(search, earlier) })}{" "}
          <b>{t("fromAmount", { amount: formatKrw(earlier.total + fare.totalAmount, locale) })}</b>
          {each !== null && <i>{t("perAdultFrom", { amount: formatKrw(each, locale) })}</i>}
          {fare.left < FEW_SEATS && <em>{t("seatsLeft", { left: fare.left })}</em>}
        </>
      ) : (
        <i>{left === 0 ? t("soldOut") : t("notEnough", { left })}</i>
      )}
      <span className="sr-only">{` ${flight.designator} ${t("fares")}`}</span>
    </Link>
  );
}
