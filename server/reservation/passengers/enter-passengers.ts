import { heldFlights } from "@/server/reservation/hold/reprice-hold";
import { requireLiveHold } from "@/server/reservation/hold/require-live-hold";
import type { ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { takeTurnOfCustomer } from "@/server/reservation/hold/take-turn";
import {
  agesInput,
  type EnterPassengersInput,
  enterPassengersInput,
  identitiesInput,
  reservationIdInput,
} from "@/server/reservation/schemas";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { fieldErrorsOf, parse } from "@/server/shared/parse";
import { passengerErrors, type TripAges } from "./check-passengers";
import { refuseTravelConflicts, repeatedPersonErrors } from "./check-travel-conflicts";
import { nameParty, tripAges } from "./name-party";
import { writeContact } from "./write-passengers";

/** Whole won. They differ where a birthday lies between the flights, or a charge hangs on the age. */
export type EnteredPassengers = { previousAmount: number; totalAmount: number };

/**
 * Names the people of a hold and whom to reach. May be repeated until payment. The price stays that of the day
 * of the hold, for the ages that are now known; who needs a seat of their own on a later flight gets one.
 *
 * @throws AppError HOLD_EXPIRED, NOT_FOUND, INVALID_INPUT (names, ages, one person twice, or on another flight at
 *   the time unless `overlapConfirmed`), SOLD_OUT at the birth date of who would need a seat that is not left.
 */
export async function enterPassengers(
  ctx: RequestContext,
  input: EnterPassengersInput,
): Promise<EnteredPassengers> {
  const customer = requireMember(ctx.actor);
  const { reservationId } = parse(reservationIdInput, { reservationId: input.reservationId });
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    await takeTurnOfCustomer(tx, customer.id);
    const facts = await requireLiveHold(tx, reservationId, customer.id);
    const held = await heldFlights(tx.tx, reservationId);
    const trip = await tripAges(held, facts.now);
    const entry = readEntry(input, facts, trip);
    await refuseTravelConflicts(tx, facts, entry);
    const totalAmount = await nameParty(tx, reservationId, entry.passengers, { held, trip });
    await writeContact(tx, reservationId, entry.contact);
    const after = { totalAmount };
    await audit(tx, { action: "enter-passengers", entity: "reservation", entityId: reservationId, after });
    return { previousAmount: held.totalAmount, totalAmount };
  });
}

/** All that is wrong is told at once: what the schema refuses, ages that do not fit the hold, one person twice. */
function readEntry(input: EnterPassengersInput, { event }: ReservationFacts, trip: TripAges) {
  const entry = enterPassengersInput.safeParse(input);
  const fieldErrors = {
    ...passengerErrors(
      event.passengers.map((p) => p.type),
      agesInput.parse(input).passengers,
      trip,
    ),
    ...repeatedPersonErrors(identitiesInput.parse(input).passengers),
    ...(entry.error && fieldErrorsOf(entry.error)),
  };
  if (!entry.success || Object.keys(fieldErrors).length > 0)
    throw new AppError("INVALID_INPUT", { fieldErrors });
  return entry.data;
}
