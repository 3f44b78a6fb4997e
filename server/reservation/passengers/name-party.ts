import { scopeOf } from "@/server/reservation/domain/flight-scope";
import { passengerRule } from "@/server/reservation/domain/passenger-type";
import { type HeldFlights, repriceHold } from "@/server/reservation/hold/reprice-hold";
import { matchUnits } from "@/server/reservation/inventory/match-units";
import { releaseUnfitSeats } from "@/server/reservation/seats/check-seats";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import { type TypedPassenger, typedPassengers } from "./assign-types";
import type { TripAges } from "./check-passengers";
import type { PassengerInput } from "./passenger-schemas";
import { writePassengers } from "./write-passengers";

/** What the ages of a hold's passengers are checked by. `now` is an instant. */
export async function tripAges(held: HeldFlights, now: string): Promise<TripAges> {
  return {
    dates: held.flights.map(({ departureDate }) => departureDate),
    rule: passengerRule(held.flights.map(scopeOf), (await salePolicies()).PASSENGERS, held.issueDate),
    today: toLocal(new Date(now), KOREA_ZONE).date,
  };
}

/**
 * Writes the names of a hold's passengers, whose ages have been checked, and adapts units, price lines and total. Seats
 * that the passengers may not have any more become free.
 *
 * @returns the total in whole won.
 * @throws AppError SOLD_OUT with the birth date's field of a passenger who needs a seat when none is left.
 */
export async function nameParty(
  ctx: TxContext,
  reservationId: string,
  people: readonly PassengerInput[],
  { held, trip }: { held: HeldFlights; trip: TripAges },
): Promise<number> {
  const typed = typedPassengers(people, trip);
  await writePassengers(ctx, reservationId, people, typed);
  const soldOut = await matchUnits(ctx, reservationId);
  if (soldOut !== null) throw new AppError("SOLD_OUT", { fieldErrors: noSeatLeft(typed, soldOut) });
  const totalAmount = await repriceHold(ctx, reservationId, held, typed);
  await releaseUnfitSeats(ctx, reservationId);
  return totalAmount;
}

/** The error at each passenger who sits on a lap on the first flight and needs a seat on the flight at `position`. */
const noSeatLeft = (typed: readonly TypedPassenger[], position: number) =>
  Object.fromEntries(
    typed.flatMap(({ type, segmentTypes }, n) =>
      type === "INFANT" && segmentTypes && segmentTypes[position] !== "INFANT"
        ? [[`passengers.${n}.birthDate`, "noSeatLeft"]]
        : [],
    ),
  );
