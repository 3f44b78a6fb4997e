import { requireTrip, requireTripActor } from "@/server/reservation/access/require-trip";
import {
  lockReservation,
  type ReservationFacts,
  requireVersion,
  reservationFacts,
} from "@/server/reservation/hold/reservation-facts";
import type { ChangedContact } from "@/server/reservation/views/answer-schemas";
import {
  actorId,
  type RequestContext,
  requirePermission,
  type TxContext,
  transaction,
} from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { type ChangeContactInput, changeContactInput } from "./contact-schemas";
import { replaceContact } from "./replace-contact";

/** Each change sends mails, also to an address that nobody has confirmed. */
const CHANGES_PER_HOUR = 10;
const HOUR_SECONDS = 3_600;

/**
 * Changes e-mail address and phone of a paid reservation until its last flight has left. The new address is told, and the
 * old one gets a notice in which the new one is masked. Every one-time access to the trip ends with the old address.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, INVALID_INPUT, CONFLICT (not paid, or cancelled), FLIGHT_DEPARTED,
 *   RATE_LIMITED.
 */
export async function changeContact(ctx: RequestContext, input: ChangeContactInput): Promise<ChangedContact> {
  requireTripActor(ctx.actor);
  const { reservationId, ...contact } = parse(changeContactInput, input);
  await limitRate(`change-contact:${actorId(ctx.actor)}`, CHANGES_PER_HOUR, HOUR_SECONDS);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) =>
    replaceContact(tx, await requireTrip(tx, reservationId), contact),
  );
}

/**
 * The same for the airline's staff, on behalf of the customer.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, INVALID_INPUT, CONFLICT, FLIGHT_DEPARTED.
 */
export async function changeContactForCustomer(
  ctx: RequestContext,
  input: ChangeContactInput,
): Promise<ChangedContact> {
  requirePermission(ctx.actor, "reservation.change");
  const { reservationId, ...contact } = parse(changeContactInput, input);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) =>
    replaceContact(tx, await anyReservation(tx, reservationId), contact, "STAFF"),
  );
}

async function anyReservation(ctx: TxContext, reservationId: string): Promise<ReservationFacts> {
  await lockReservation(ctx.tx, reservationId);
  const facts = await reservationFacts(ctx.tx, reservationId);
  if (!facts) throw new AppError("NOT_FOUND");
  requireVersion(ctx, facts);
  return facts;
}
