import { heldFlights } from "@/server/reservation/hold/reprice-hold";
import { requireLiveHold } from "@/server/reservation/hold/require-live-hold";
import type { ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { takeTurnOfCustomer } from "@/server/reservation/hold/take-turn";
import { reservationIdInput } from "@/server/reservation/schemas";
import type { EnteredPassengers } from "@/server/reservation/views/answer-schemas";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireCustomer, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { fieldErrorsOf, parse } from "@/server/shared/parse";
import { passengerErrors, type TripAges } from "./check-passengers";
import { refuseTravelConflicts, repeatedPersonErrors } from "./check-travel-conflicts";
import { nameParty, tripAges } from "./name-party";
import {
  agesInput,
  type EnterPassengersInput,
  enterPassengersInput,
  identitiesInput,
} from "./passenger-schemas";
import { writeContact } from "./write-passengers";

/**
 * Enters the names of the passengers and the contact of a hold. May be repeated until payment. Prices are those of the
 * day of the hold, for the ages that are known now. A passenger who turns two before a later flight gets a
 * seat there.
 *
 * @throws AppError HOLD_EXPIRED, NOT_FOUND, INVALID_INPUT (names, ages, a person named twice, or a person on another
 *   flight at the same time unless `overlapConfirmed`), SOLD_OUT with the birth date's field when no seat is left for
 *   such a passenger.
 */
export async function enterPassengers(
  ctx: RequestContext,
  input: EnterPassengersInput,
): Promise<EnteredPassengers> {
  const customer = requireCustomer(ctx.actor);
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

/** Reads the input and reports all its errors together: of fields, of ages, and of persons named twice. */
function readEntry(input: EnterPassengersInput, facts: ReservationFacts, trip: TripAges) {
  const entry = enterPassengersInput.safeParse(input);
  const fieldErrors = {
    ...passengerErrors(
      facts.passengers.map((p) => p.type),
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
