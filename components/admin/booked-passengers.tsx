import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Table, Td, Th } from "@/components/ui/table";
import type { BookedPassenger, BookedSeat, BookedSegment } from "@/server/reservation/schemas";

/** The party with tickets, the check digit apart, and a seat for each flight. */
export function BookedPassengers({
  passengers,
  seats,
  segments,
}: {
  passengers: readonly (BookedPassenger & { checkDigit: number | null })[];
  seats: readonly BookedSeat[];
  segments: readonly BookedSegment[];
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
            </Td>
            <Td className="whitespace-nowrap">{types(passenger.type)}</Td>
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
