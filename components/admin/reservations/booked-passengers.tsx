import { useTranslations } from "next-intl";
import { typesOnTheWay } from "@/components/booking/type-on-flight";
import { Card } from "@/components/ui/card";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import type { BookedPassenger, BookedSeat, BookedSegment } from "@/server/reservation/schemas";

/** The party with tickets, the check digit apart, and a seat for each flight. */
export function BookedPassengers({
  passengers,
  seats,
  segments,
  sameTime,
}: {
  passengers: readonly (BookedPassenger & { checkDigit: number | null })[];
  seats: readonly BookedSeat[];
  segments: readonly BookedSegment[];
  /** Other reservations that carry a passenger at the time of one of the flights. */
  sameTime: readonly {
    passengerPosition: number;
    reservationId: string;
    locator: string;
    designator: string;
  }[];
}) {
  const t = useTranslations("admin.reservation");
  const types = useTranslations("admin.passengerTypes");
  const seatOf = (passenger: number, segment: number) =>
    seats.find((seat) => seat.passengerPosition === passenger && seat.segmentPosition === segment)?.seat ??
    "–";
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
            <Td className="whitespace-nowrap">
              <span className="font-semibold">
                {passenger.surname ? `${passenger.surname}/${passenger.givenName}` : t("noName")}
              </span>
              {passenger.koreanName && <span className="block text-ink-muted">{passenger.koreanName}</span>}
              {sameTime
                .filter((other) => other.passengerPosition === passenger.position)
                .map((other) => (
                  <span key={`${other.locator} ${other.designator}`} className="block text-warning-text">
                    {t("sameTime")}{" "}
                    <PageLink
                      href={`/admin/reservations/${other.reservationId}`}
                      className="inline-flex min-h-6 items-center font-semibold underline"
                    >
                      {other.locator} {other.designator}
                    </PageLink>
                  </span>
                ))}
            </Td>
            <Td className="whitespace-nowrap">
              {typesOnTheWay(passenger)
                .map((type) => types(type))
                .join(" → ")}
            </Td>
            <Td className="whitespace-nowrap">{passenger.birthDate ?? "–"}</Td>
            <Td className="whitespace-nowrap">
              {passenger.ticketNumber ?? "–"}
              {passenger.checkDigit !== null && (
                <span className="block text-ink-muted">
                  {t("checkDigit", { digit: passenger.checkDigit })}
                </span>
              )}
            </Td>
            {segments.map((segment) => (
              <Td key={segment.id}>{seatOf(passenger.position, segment.position)}</Td>
            ))}
          </tr>
        ))}
      </Table>
    </Card>
  );
}
