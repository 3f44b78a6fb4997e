import { useTranslations } from "next-intl";
import { romanName } from "./passenger-name";
import { ageValues } from "./passenger-rule";
import { typeOnFlight } from "./type-on-flight";
import type { Booking, PassengerRules } from "./types";

/** Whether somebody is of another type on a later flight than on the first one. */
export const hasTypeChanges = ({ passengers }: Pick<Booking, "passengers">): boolean =>
  passengers.some(({ type, segmentTypes }) => segmentTypes.some((each) => each !== type));

/** Who is of another type on which flight, and what follows from it. */
export function TypeChanges({ booking, rule }: { booking: Booking; rule: PassengerRules["DOMESTIC"] }) {
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
