import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { PageLink } from "@/components/ui/page-link";
import { countryName } from "@/i18n/format";
import { formatPhone } from "@/server/reservation/schemas";
import { stepHref } from "./booking-links";
import { lacksSeats, romanName, typeOnFlight, typesOnTrip } from "./passenger-rules";
import type { BookedPassenger, Booking } from "./types";

/** Who travels, and where they sit on each flight. */
export function PartyList({ booking }: { booking: Booking }) {
  const t = useTranslations("booking");
  const change = "inline-flex min-h-6 items-center text-sm font-semibold text-brand-text underline";
  return (
    <Card
      as="section"
      title={t("partyAndSeats")}
      action={
        <span className="flex gap-4">
          <PageLink href={stepHref(booking.id, "passengers")} className={change}>
            {t("changePassengers")}
          </PageLink>
          <PageLink href={stepHref(booking.id, "seats")} className={change}>
            {t(lacksSeats(booking) ? "chooseSeats" : "changeSeats")}
          </PageLink>
        </span>
      }
    >
      <ul className="grid gap-3">
        {booking.passengers.map((passenger) => (
          <PartyMember key={passenger.position} booking={booking} passenger={passenger} />
        ))}
      </ul>
      {lacksSeats(booking) && <p className="pt-3 text-sm text-ink-muted">{t("seatsAfterPayment")}</p>}
      <p className="pt-3 text-sm text-ink-muted">
        {t("contact")}: {booking.contactEmail}
        {booking.contactPhone && ` · ${formatPhone(booking.contactPhone)}`}
      </p>
    </Card>
  );
}

function PartyMember({ booking, passenger }: { booking: Booking; passenger: BookedPassenger }) {
  const t = useTranslations("booking");
  const locale = useLocale();
  const types = typesOnTrip(passenger);
  const seatOn = (segment: number) =>
    booking.seats.find(
      (each) => each.segmentPosition === segment && each.passengerPosition === passenger.position,
    )?.seat;
  return (
    <li className="flex flex-wrap justify-between gap-x-4">
      <span>
        <span className="font-semibold">{romanName(passenger)}</span>
        <span className="text-ink-muted">
          {passenger.koreanName && ` ${passenger.koreanName}`} ·{" "}
          {types.map((type) => t(`types.${type}`)).join(" → ")} ·{" "}
          <span className="whitespace-nowrap">{passenger.birthDate}</span>
          {passenger.nationality && ` · ${countryName(passenger.nationality, locale)}`}
        </span>
      </span>
      <span className="flex flex-wrap gap-x-3 text-ink-muted">
        {types.every((type) => type === "INFANT")
          ? t("onLap")
          : booking.segments.map(({ designator, position }) => (
              <span key={position} className="whitespace-nowrap">
                {designator}{" "}
                {typeOnFlight(passenger, position) === "INFANT"
                  ? t("onLap")
                  : (seatOn(position) ?? t("seatLater"))}
              </span>
            ))}
      </span>
    </li>
  );
}
