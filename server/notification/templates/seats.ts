import type { ToldData } from "./content";

/** A passenger's seats by flight ("MA111 12A, MA112 14C"); empty when there are none, or it is not known. */
export function seatsOf(
  { segments }: Pick<ToldData["reservationCreated"], "segments">,
  passengerId: string,
): string {
  return segments
    .flatMap(({ designator, seats = [] }) =>
      seats.filter((seat) => seat.passengerId === passengerId).map(({ seat }) => `${designator} ${seat}`),
    )
    .join(", ");
}
