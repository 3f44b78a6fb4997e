import { sql } from "drizzle-orm";
import { type Database, database, type Tx } from "@/db/client";
import {
  lockReservation,
  type ReservationFacts,
  requireVersion,
  reservationFacts,
} from "@/server/reservation/hold/reservation-facts";
import {
  type Actor,
  hasPermission,
  requireCustomer,
  requirePermission,
  type TxContext,
} from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { isOwn } from "./predicates";

/** @throws AppError UNAUTHENTICATED when the actor is no member, guest or traveller. */
export function requireTripActor(actor: Actor): void {
  if (actor.kind !== "TRAVELLER") requireCustomer(actor);
}

/**
 * Locks an existing reservation of the actor: of the member or guest who booked it, or of its traveller.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's, and when the traveller's access ended).
 */
export async function requireTrip(ctx: TxContext, reservationId: string): Promise<ReservationFacts> {
  requireTripActor(ctx.actor);
  await lockReservation(ctx.tx, reservationId);
  const facts = await reservationFacts(ctx.tx, reservationId);
  if (!facts || !(await ownsTrip(ctx.actor, facts, ctx.tx))) throw new AppError("NOT_FOUND");
  requireVersion(ctx, facts);
  return facts;
}

/** Returns whether a reservation is the actor's own. @throws AppError UNAUTHENTICATED. */
async function ownsTrip(
  actor: Actor,
  { id, customerId }: { id: string; customerId: string },
  db: Database | Tx = database(),
): Promise<boolean> {
  if (actor.kind !== "TRAVELLER") return requireCustomer(actor).id === customerId;
  const { rows } = await db.execute(
    sql`select 1 from reservation.reservations r where r.id = ${id} and ${isOwn(actor)}`,
  );
  return rows.length > 0;
}

/**
 * Locks a reservation of the actor, or any for staff who act on the customer's behalf.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's), FORBIDDEN for staff without the
 *   permission.
 */
export async function requireServed(ctx: TxContext, reservationId: string): Promise<ReservationFacts> {
  const { actor } = ctx;
  requireTripActor(actor);
  await lockReservation(ctx.tx, reservationId);
  const facts = await reservationFacts(ctx.tx, reservationId);
  const own = facts !== null && (await ownsTrip(actor, facts, ctx.tx));
  if (!own && actor.kind === "STAFF") requirePermission(actor, "reservation.change");
  if (!facts || (!own && actor.kind !== "STAFF")) throw new AppError("NOT_FOUND");
  requireVersion(ctx, facts);
  return facts;
}

/** Returns whether a reservation is the actor's own, or the actor is staff who may read all. @throws AppError UNAUTHENTICATED. */
export const mayRead = async (
  actor: Actor,
  of: { id: string; customerId: string },
  db: Database | Tx = database(),
): Promise<boolean> =>
  (actor.kind === "STAFF" && hasPermission(actor, "reservation.read")) || ownsTrip(actor, of, db);

/** Returns whether staff act on the customer's behalf: on a reservation that is not their own. */
export const isServing = (actor: Actor, { customerId }: { customerId: string }): boolean =>
  actor.kind === "STAFF" && actor.id !== customerId;
