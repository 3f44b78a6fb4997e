import { useTranslations } from "next-intl";
import { type AgeRule, ageValues, romanName, typeOnFlight } from "./passenger-rules";
import type { Booking } from "./types";

/** Passengers who are of another type on a later flight, and what it means for them. */
export function TypeChanges({ booking, rule }: { booking: Booking; rule: AgeRule }) {
  const t = useTranslations("booking");
  const changes = booking.segments.flatMap((flight) =>
    booking.passengers.flatMap((passenger) => {
      const type = typeOnFlight(passenger, flight.position);
      if (type === passenger.type || type === "INFANT") return [];
      const name = romanName(passenger) ?? t("passengerN", { n: passenger.position + 1 });
      return [{ key: `${flight.position}.${passenger.position}`, type, name, designator: flight.designator }];
    }),
  );
  if (changes.length === 0) return null;
  return (
    <ul className="list-disc pl-5">
      {changes.map(({ key, type, name, designator }) => (
        <li key={key}>{t(`typeChange.${type}`, { name, designator, ...ageValues(rule) })}</li>
      ))}
    </ul>
  );
}
