import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { PageLink } from "@/components/ui/page-link";
import { formatPhone } from "@/server/reservation/schemas";
import { stepHref } from "./booking-links";
import { lacksSeats } from "./lacks-seats";
import { romanName } from "./passenger-name";
import { typeOnFlight, typesOnTheWay } from "./type-on-flight";
import type { Booking } from "./types";

/** Who travels, and where they sit on each flight. */
export function PartyList({ booking }: { booking: Booking }) {
  const t = useTranslations("booking");
  const seatOf = (segment: number, passenger: number) =>
    booking.seats.find((each) => each.segmentPosition === segment && each.passengerPosition === passenger)
      ?.seat;
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
          <li key={passenger.position} className="flex flex-wrap justify-between gap-x-4">
            <span>
              <span className="font-semibold">{romanName(passenger)}</span>
              <span className="text-ink-muted">
                {passenger.koreanName && ` ${passenger.koreanName}`} ·{" "}
                {typesOnTheWay(passenger)
                  .map((type) => t(`types.${type}`))
                  .join(" → ")}{" "}
                · <span className="whitespace-nowrap">{passenger.birthDate}</span>
              </span>
            </span>
            <span className="flex flex-wrap gap-x-3 text-ink-muted">
              {typesOnTheWay(passenger).every((type) => type === "INFANT")
                ? t("onLap")
                : booking.segments.map(({ designator, position }) => (
                    <span key={position} className="whitespace-nowrap">
                      {designator}{" "}
                      {typeOnFlight(passenger, position) === "INFANT"
                        ? t("onLap")
                        : (seatOf(position, passenger.position) ?? t("seatLater"))}
                    </span>
                  ))}
            </span>
          </li>
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
