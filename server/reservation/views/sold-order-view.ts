import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import type { BookingView } from "./booking-schemas";
import { getBooking, getReservationForAdmin, idOf, readBookings } from "./booking-view";
import type { OrderView } from "./order-schemas";
import { orderOfReservation, readOrder } from "./order-view";

/** A booking with its order, both of one version. A hold has an order without changes and tickets. */
export type BookingWithOrder = { booking: BookingView; order: OrderView };

/**
 * Reads the actor's own booking, as its member or its traveller, with its order.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's), CONFLICT while it changes again and again.
 */
export const getBookingWithOrder = (ctx: RequestContext, reservationId: string): Promise<BookingWithOrder> =>
  ofOneVersion(
    () => getBooking(ctx, reservationId),
    ({ id }) => readOrder(id),
  );

/**
 * Reads any booking with its order, for the airline's staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT while it changes again and again.
 */
export const getBookingWithOrderForAdmin = (
  ctx: RequestContext,
  reservationId: string,
): Promise<BookingWithOrder> =>
  ofOneVersion(
    () => getReservationForAdmin(ctx, reservationId),
    ({ id }) => orderOfReservation(ctx, id),
  );

/**
 * Reads any booking with its order, for the airline's own e-mails.
 *
 * @throws AppError FORBIDDEN for everybody but the system, NOT_FOUND, CONFLICT while it changes again and again.
 */
export function getBookingWithOrderForSystem(
  ctx: RequestContext,
  reservationId: string,
): Promise<BookingWithOrder> {
  requireSystem(ctx.actor);
  return ofOneVersion(
    async () => {
      const [booking] = await readBookings(sql`r.id = ${idOf(reservationId)}`);
      if (!booking) throw new AppError("NOT_FOUND");
      return booking;
    },
    ({ id }) => readOrder(id),
  );
}

const TRIES = 3;

/** Two statements see two states when somebody changes the order between them: then both are read again. */
async function ofOneVersion(
  readBooking: () => Promise<BookingView>,
  read: (booking: BookingView) => Promise<OrderView>,
): Promise<BookingWithOrder> {
  for (let tries = 0; tries < TRIES; tries++) {
    const booking = await readBooking();
    const order = await read(booking);
    if ((await versionOf(booking.id)) === booking.version) return { booking, order };
  }
  throw new AppError("CONFLICT");
}

async function versionOf(reservationId: string): Promise<number | undefined> {
  const { rows } = await database().execute<{ version: number }>(
    sql`select version from reservation.reservations where id = ${reservationId}`,
  );
  return rows[0]?.version;
}
