import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { PageLink } from "@/components/ui/page-link";
import { countryName } from "@/i18n/format";
import { formatPhone } from "@/server/reservation/schemas";
import { stepHref } from "./booking-links";
import { lacksSeats, romanName, typesOnTrip } from "./passenger-rules";
import type { BookedPassenger, Booking } from "./types";

/** Who travels, and how they are reached. Their seats stand with each flight. */
export function PartyList({ booking }: { booking: Booking }) {
  const t = useTranslations("booking");
  const change = "inline-flex min-h-6 items-center text-sm font-semibold text-brand-text underline";
  return (
    <Card
      as="section"
      title={t("whoTravels")}
      action={
        <PageLink href={stepHref(booking.id, "passengers")} className={change}>
          {t("changePassengers")}
        </PageLink>
      }
    >
      <ul className="grid gap-3">
        {booking.passengers.map((passenger) => (
          <PartyMember key={passenger.position} passenger={passenger} />
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

function PartyMember({ passenger }: { passenger: BookedPassenger }) {
  const t = useTranslations("booking");
  const locale = useLocale();
  const types = typesOnTrip(passenger);
  return (
    <li>
      <span className="font-semibold">{romanName(passenger)}</span>
      <span className="text-ink-muted">
        {passenger.koreanName && ` ${passenger.koreanName}`} ·{" "}
        {types.map((type) => t(`types.${type}`)).join(" → ")} ·{" "}
        <span className="whitespace-nowrap">{passenger.birthDate}</span>
        {passenger.nationality && ` · ${countryName(passenger.nationality, locale)}`}
      </span>
    </li>
  );
}
