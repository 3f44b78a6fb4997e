import { useLocale, useTranslations } from "next-intl";
import { FlightTimes } from "@/components/flight/flight-times";
import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { PageLink } from "@/components/ui/page-link";
import { formatLocalDate } from "@/i18n/format";
import { flightScope } from "@/server/shared/fare-terms";
import { stepHref } from "./booking-links";
import { passengerRows } from "./direction-rows";
import { romanName } from "./passenger-rules";
import type { BookedFlight, Booking } from "./types";

/** One direction of the trip before it is paid: the flight, what its fare includes, and who sits where at what price. */
export function DirectionCard({ booking, flight }: { booking: Booking; flight: BookedFlight }) {
  const t = useTranslations("booking");
  const seats = `${stepHref(booking.id, "seats")}?segment=${flight.position}`;
  const rows = passengerRows(booking, flight.position);
  const isSeated = rows.every(({ type, seat }) => type === "INFANT" || seat !== null);
  return (
    <Card
      as="section"
      title={<Heading booking={booking} flight={flight} />}
      action={
        <PageLink
          href={seats}
          className="inline-flex min-h-6 items-center text-sm font-semibold text-brand-text underline"
        >
          {t(isSeated ? "changeSeats" : "chooseSeats")}
        </PageLink>
      }
    >
      <div className="max-w-md">
        <FlightTimes flight={flight} />
      </div>
      <FlightFacts flight={flight} />
      <ul className="mt-4 grid gap-2 border-t border-line pt-4">
        {rows.map((row) => (
          <li key={row.passenger.position} className="flex flex-wrap justify-between gap-x-4">
            <span>
              <b>{romanName(row.passenger)}</b>{" "}
              <span className="text-ink-muted">
                {t(`types.${row.type}`)} · {row.type === "INFANT" ? t("onLap") : (row.seat ?? t("seatLater"))}
              </span>
            </span>
            <Money amountKrw={row.amount} className="ml-auto" />
          </li>
        ))}
        <li className="flex justify-between gap-4 border-t border-line pt-2 font-bold">
          {t("directionTotal")}
          <Money amountKrw={rows.reduce((sum, { amount }) => sum + amount, 0)} />
        </li>
      </ul>
    </Card>
  );
}

/** `가는 편: 서울 → 제주`; a trip of one flight has no direction. */
function Heading({ booking, flight }: { booking: Booking; flight: BookedFlight }) {
  const t = useTranslations("booking");
  const ko = useLocale() === "ko";
  return (
    <>
      {booking.segments.length > 1 && (
        <span className="block text-sm text-brand-text">
          {t(flight.position === 0 ? "wayOut" : "wayBack")}
        </span>
      )}
      {ko ? flight.originCityKo : flight.originCityEn} →{" "}
      {ko ? flight.destinationCityKo : flight.destinationCityEn}
    </>
  );
}

function FlightFacts({ flight }: { flight: BookedFlight }) {
  const t = useTranslations("booking");
  const locale = useLocale();
  const ko = locale === "ko";
  const { rule } = flight;
  const checked = rule.checkedBaggageKg[flightScope(flight.international)];
  return (
    <ul className="grid gap-0.5 pt-3 text-sm text-ink-muted">
      <li>
        {formatLocalDate(flight.departureDate, "date", locale)} · {flight.designator} ·{" "}
        {ko ? flight.aircraftKo : flight.aircraftEn}
      </li>
      <li>
        <b className="text-ink">{ko ? rule.nameKo : rule.nameEn}</b> ·{" "}
        {checked > 0
          ? t("baggage", { checked, carryOn: rule.carryOnKg })
          : t("noCheckedBaggage", { carryOn: rule.carryOnKg })}
      </li>
    </ul>
  );
}
