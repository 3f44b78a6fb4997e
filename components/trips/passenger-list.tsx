import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { hasGivenUp, typeOnFlight, typesOnTrip } from "@/components/booking/passenger-rules";
import { legText } from "@/components/flight/route-text";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import type { Traveller, Trip } from "./types";

/** The passengers with their e-tickets and their seats on each flight. `actions`: links about them. */
export function PassengerList({ trip, actions }: { trip: Trip; actions?: ReactNode }) {
  const t = useTranslations("trips.passenger");
  return (
    <Card as="section" title={t("title")}>
      <ul className="grid gap-5">
        {trip.passengers.map((passenger) => (
          <li
            key={passenger.position}
            className="grid gap-3 not-first:border-t not-first:border-line not-first:pt-5"
          >
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="text-lg font-bold">
                {passenger.ticketName ?? t("unnamed", { number: passenger.position + 1 })}
              </span>
              {passenger.koreanName && <span className="text-ink-muted">{passenger.koreanName}</span>}
              <Badge>
                {typesOnTrip(passenger)
                  .map((type) => t(`type.${type}`))
                  .join(" → ")}
              </Badge>
            </p>
            <Facts trip={trip} passenger={passenger} />
          </li>
        ))}
      </ul>
      {actions}
    </Card>
  );
}

function Facts({ trip, passenger }: { trip: Trip; passenger: Traveller }) {
  const t = useTranslations("trips.passenger");
  const locale = useLocale();
  const seatOn = (position: number) =>
    trip.seats.find((s) => s.segmentPosition === position && s.passengerPosition === passenger.position)
      ?.seat;
  const without = (position: number) => {
    if (trip.status === "CREATED" && hasGivenUp(trip.coupons, passenger.position, position))
      return t("givenUp");
    return typeOnFlight(passenger, position) === "INFANT" ? t("lap") : t("noSeat");
  };
  const ended = trip.status === "CANCELLED" || trip.status === "EXPIRED";
  const inPart = ended && trip.segments.some((leg) => leg.departed);
  const seats = trip.segments
    .filter((leg) => !ended || leg.departed)
    .map((leg) => ({
      term: trip.segments.length > 1 ? `${t("seat")} · ${legText(leg, locale)}` : t("seat"),
      value: seatOn(leg.position) ?? without(leg.position),
    }));
  const note = inPart ? t("ticketInPart") : ended ? t("ticketVoid") : null;
  const ticket = { term: t("ticket"), value: <Ticket passenger={passenger} ended={ended} note={note} /> };
  if (seats.length < 2) return <DescriptionList items={[ticket, ...seats]} />;
  return (
    <>
      <DescriptionList items={[ticket]} />
      <DescriptionList items={seats} />
    </>
  );
}

function Ticket({ passenger, ended, note }: { passenger: Traveller; ended: boolean; note: string | null }) {
  const t = useTranslations("trips.passenger");
  const { ticketNumber } = passenger;
  if (!ticketNumber) return t(ended ? "noTicketEnded" : "noTicket");
  return (
    <>
      <span className="whitespace-nowrap">
        {ticketNumber.slice(0, 3)}-{ticketNumber.slice(3)}
      </span>
      {note && <span className="block text-sm font-normal text-ink-muted">{note}</span>}
    </>
  );
}
