import { useLocale, useTranslations } from "next-intl";
import { typesOnTrip } from "@/components/booking/passenger-rules";
import { Card } from "@/components/ui/card";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import { countryName } from "@/i18n/format";
import type { BookedPassenger, BookedSeat, BookedSegment } from "@/server/reservation/schemas";

type Passenger = BookedPassenger & { checkDigit: number | null };
/** Another reservation that carries a passenger at the time of one of the flights. */
type OtherReservation = {
  passengerPosition: number;
  reservationId: string;
  locator: string;
  designator: string;
};

/** The passengers with their tickets (the check digit apart) and a seat for each flight. */
export function BookedPassengers({
  passengers,
  seats,
  segments,
  sameTime,
}: {
  passengers: readonly Passenger[];
  seats: readonly BookedSeat[];
  segments: readonly BookedSegment[];
  sameTime: readonly OtherReservation[];
}) {
  const t = useTranslations("admin.reservation");
  const seatOf = (passenger: Passenger, segment: BookedSegment) =>
    seats.find(
      (seat) => seat.passengerPosition === passenger.position && seat.segmentPosition === segment.position,
    )?.seat ?? "–";
  return (
    <Card as="section" title={t("passengers")}>
      <Table
        caption={t("passengers")}
        head={
          <>
            <Th>{t("name")}</Th>
            <Th>{t("type")}</Th>
            <Th>{t("birthDate")}</Th>
            <Th>{t("ticket")}</Th>
            {segments.map((segment) => (
              <Th key={segment.id}>{t("seatOn", { designator: segment.designator })}</Th>
            ))}
          </>
        }
      >
        {passengers.map((passenger) => (
          <tr key={passenger.id}>
            <PersonalCells
              passenger={passenger}
              sameTime={sameTime.filter((other) => other.passengerPosition === passenger.position)}
            />
            {segments.map((segment) => (
              <Td key={segment.id}>{seatOf(passenger, segment)}</Td>
            ))}
          </tr>
        ))}
      </Table>
    </Card>
  );
}

/** Name, type, date of birth and ticket. */
function PersonalCells({
  passenger,
  sameTime,
}: {
  passenger: Passenger;
  sameTime: readonly OtherReservation[];
}) {
  const t = useTranslations("admin.reservation");
  const types = useTranslations("admin.passengerTypes");
  const locale = useLocale();
  return (
    <>
      <Td className="whitespace-nowrap">
        <span className="font-semibold">
          {passenger.surname ? `${passenger.surname}/${passenger.givenName}` : t("noName")}
        </span>
        {passenger.koreanName && <span className="block text-ink-muted">{passenger.koreanName}</span>}
        {sameTime.map((other) => (
          <SameTimeLink key={`${other.locator} ${other.designator}`} reservation={other} />
        ))}
      </Td>
      <Td className="whitespace-nowrap">
        {typesOnTrip(passenger)
          .map((type) => types(type))
          .join(" → ")}
      </Td>
      <Td className="whitespace-nowrap">
        {passenger.birthDate ?? "–"}
        {passenger.nationality && (
          <span className="block text-ink-muted">{countryName(passenger.nationality, locale)}</span>
        )}
      </Td>
      <Td className="whitespace-nowrap">
        {passenger.ticketNumber ?? "–"}
        {passenger.checkDigit !== null && (
          <span className="block text-ink-muted">{t("checkDigit", { digit: passenger.checkDigit })}</span>
        )}
      </Td>
    </>
  );
}

function SameTimeLink({ reservation }: { reservation: OtherReservation }) {
  const t = useTranslations("admin.reservation");
  return (
    <span className="block text-warning-text">
      {t("sameTime")}{" "}
      <PageLink
        href={`/admin/reservations/${reservation.reservationId}`}
        className="inline-flex min-h-6 items-center font-semibold underline"
      >
        {reservation.locator} {reservation.designator}
      </PageLink>
    </span>
  );
}
