import type { NotifiableData } from "@/server/notification/events";

/** A passenger's seats by flight ("MA111 12A, MA112 14C"); empty when there are none or the event does not say. */
export function seatsOf(
  { segments }: Pick<NotifiableData["reservationCreated"], "segments">,
  passengerId: string,
): string {
  return segments
    .flatMap(({ designator, seats = [] }) =>
      seats.filter((seat) => seat.passengerId === passengerId).map(({ seat }) => `${designator} ${seat}`),
    )
    .join(", ");
}
