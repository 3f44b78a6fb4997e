import { passengerRule } from "@/server/reservation/domain/passenger-type";
import { scopeOf } from "@/server/reservation/hold/hold-facts";
import { type HeldFlights, repriceHold } from "@/server/reservation/hold/reprice-hold";
import { matchUnits } from "@/server/reservation/inventory/match-units";
import type { PassengerInput } from "@/server/reservation/schemas";
import { releaseUnfitSeats } from "@/server/reservation/seats/check-seats";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import { type TypedPassenger, typedPassengers } from "./assign-types";
import type { TripAges } from "./check-passengers";
import { writePassengers } from "./write-passengers";

/** By what the ages of a hold's passengers are judged. `now` is an instant. */
export async function tripAges(held: HeldFlights, now: string): Promise<TripAges> {
  return {
    dates: held.flights.map(({ departureDate }) => departureDate),
    rule: passengerRule(held.flights.map(scopeOf), (await salePolicies()).PASSENGERS, held.issueDate),
    today: toLocal(new Date(now), KOREA_ZONE).date,
  };
}

/**
 * Names the people of a hold, whose ages have been checked, with all that follows from them: units, price lines
 * and total. Seats that no longer fit are given back.
 *
 * @returns the total in whole won.
 * @throws AppError SOLD_OUT at the birth date of who would need a seat that is not left.
 */
export async function nameParty(
  ctx: TxContext,
  reservationId: string,
  people: readonly PassengerInput[],
  { held, trip }: { held: HeldFlights; trip: TripAges },
): Promise<number> {
  const typed = typedPassengers(people, trip);
  await writePassengers(ctx, reservationId, people, typed);
  const short = await matchUnits(ctx, reservationId);
  if (short !== null) throw new AppError("SOLD_OUT", { fieldErrors: noSeatLeft(typed, short) });
  const totalAmount = await repriceHold(ctx, reservationId, held, typed);
  await releaseUnfitSeats(ctx, reservationId);
  return totalAmount;
}

/** Tells it at those who sit on a lap at first and need a seat on the flight that has none left. */
const noSeatLeft = (typed: readonly TypedPassenger[], position: number) =>
  Object.fromEntries(
    typed.flatMap(({ type, segmentTypes }, n) =>
      type === "INFANT" && segmentTypes && segmentTypes[position] !== "INFANT"
        ? [[`passengers.${n}.birthDate`, "noSeatLeft"]]
        : [],
    ),
  );
