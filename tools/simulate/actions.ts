import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { documentsToAccept } from "@/server/consent/queries";
import { BOOKING_DOCUMENTS } from "@/server/consent/schemas";
import { beginChangePayment } from "@/server/flows/begin-change-payment";
import { beginPayment } from "@/server/flows/begin-payment";
import { completeChangePayment } from "@/server/flows/complete-change-payment";
import { completePayment } from "@/server/flows/complete-payment";
import { giveUpBooking } from "@/server/flows/give-up-booking";
import {
  cancelReservation,
  changeFlights,
  holdSeats,
  quoteChangeOf,
  quoteRefundOf,
} from "@/server/reservation";
import { changeOffers } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import type { PassengerType } from "@/server/shared/fare-terms";
import type { Chance } from "@/tools/seed/past/chance";
import { personOf } from "@/tools/seed/past/people";
import type { ActionName } from "./options";

export type Simulated = { id: string; email: string };
export type World = { chance: Chance; gatewayUrl: string; customers: readonly Simulated[] };

/** Does one thing as a customer. @returns null when it was done, else why not. */
type Action = (world: World) => Promise<string | null>;

const contextOf = ({ id, email }: Simulated): RequestContext => ({
  actor: { kind: "CUSTOMER", id, email, address: `simulated-${id.slice(-6)}` },
});

/** A flight that leaves in the next weeks. */
async function flightOf({ chance }: World): Promise<{ id: number; date: string } | undefined> {
  const days = 1 + Math.min(50, Math.floor(chance.waiting(9)));
  const { rows } = await database().execute<{ id: number; date: string }>(sql`
    select f.id, f.departure_date::text as date from reservation.flights f
    where f.status = 'ON_SALE' and f.departs_at > now() + interval '12 hours'
      and f.departure_date = (now() + make_interval(days => ${days}))::date order by f.id`);
  return rows.length > 0 ? chance.pick(rows) : undefined;
}

/** A paid trip of anybody who is simulated, whose first flight has not left. */
async function tripOf({ chance, customers }: World) {
  const ids = sql.param(customers.map(({ id }) => id));
  const { rows } = await database().execute<{
    reservationId: string;
    customerId: string;
    segmentId: string;
    date: string;
  }>(sql`
    select r.id as "reservationId", r.customer_id as "customerId", s.id as "segmentId", f.departure_date::text as date
    from reservation.reservations r join reservation.segments s on s.reservation_id = r.id and s.position = 0
    join reservation.flights f on f.id = s.flight_id and f.departs_at > now() + interval '6 hours'
    where r.customer_id = any(${ids}::uuid[]) and r.status = 'CREATED' order by r.id limit 500`);
  const trip = rows.length > 0 ? chance.pick(rows) : undefined;
  const customer = customers.find(({ id }) => id === trip?.customerId);
  return trip && customer ? { ...trip, ctx: contextOf(customer) } : undefined;
}

async function hold(world: World): Promise<{ ctx: RequestContext; reservationId: string } | null> {
  const { chance, customers } = world;
  const customer = chance.pick(customers);
  const flight = await flightOf(world);
  if (!flight) return null;
  const types: PassengerType[] = chance.isIn(0.4) ? ["ADULT", "ADULT"] : ["ADULT"];
  const ctx = contextOf(customer);
  const { reservationId } = await holdSeats(ctx, {
    segments: [{ flightId: flight.id, brand: chance.isIn(0.6) ? "SAVER" : "STANDARD" }],
    adults: types.length,
    idempotencyKey: chance.id(Date.now()),
    locale: "ko",
    passengers: types.map((type) => ({ ...personOf(type, flight.date, chance), type })),
    contact: { email: customer.email },
    overlapConfirmed: true,
  });
  return { ctx, reservationId };
}

/** Pays the open page of a reservation by a test card of the local gateway. @returns the session. */
async function payByCard(
  { gatewayUrl }: World,
  reservationId: string,
  card: "success" | "declined",
): Promise<string> {
  const { rows } = await database().execute<{ session: string }>(sql`
    select checkout_session_id as session from payment.payments
    where reservation_id = ${reservationId} and status = 'PENDING'`);
  const session = rows[0]?.session ?? "";
  const answer = await fetch(`${gatewayUrl}/_control/complete`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ session, card }),
  });
  if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`);
  return session;
}

async function bookWith(world: World, card: "success" | "declined"): Promise<string | null> {
  const held = await hold(world);
  if (!held) return "NO_FLIGHT";
  const { ctx, reservationId } = held;
  const stated = await documentsToAccept(BOOKING_DOCUMENTS);
  await beginPayment(ctx, reservationId, { stated, channel: "WEB" });
  const { state } = await completePayment(ctx, reservationId, await payByCard(world, reservationId, card));
  if (state === "DECLINED") await giveUpBooking(ctx, reservationId);
  return state === (card === "success" ? "CONFIRMED" : "DECLINED") ? null : state;
}

export const actions: Readonly<Record<ActionName, Action>> = {
  book: (world) => bookWith(world, "success"),
  decline: (world) => bookWith(world, "declined"),
  async abandon(world) {
    const held = await hold(world);
    if (!held) return "NO_FLIGHT";
    await giveUpBooking(held.ctx, held.reservationId);
    return null;
  },
  async cancel(world) {
    const trip = await tripOf(world);
    if (!trip) return "NO_TRIP";
    const { ctx, reservationId } = trip;
    const { quoteId } = await quoteRefundOf(ctx, { reservationId });
    await cancelReservation(ctx, { reservationId, quoteId });
    return null;
  },
  async change(world) {
    const trip = await tripOf(world);
    if (!trip) return "NO_TRIP";
    const { ctx, reservationId, segmentId, date } = trip;
    const choices = (await changeOffers(ctx, { reservationId, segmentId, date })).flatMap(
      ({ flight, choices: fares }) =>
        fares.filter(({ enough }) => enough).map(({ brand }) => ({ flightId: flight.flightId, brand })),
    );
    if (choices.length === 0) return "NO_OTHER_FLIGHT";
    const flights = [{ segmentId, ...world.chance.pick(choices) }];
    const { quoteId } = await quoteChangeOf(ctx, { reservationId, flights, overlapConfirmed: true });
    const changed = await changeFlights(ctx, { reservationId, quoteId });
    if (changed.status === "DONE") return null;
    await beginChangePayment(ctx, { reservationId, changeId: quoteId });
    const change = { reservationId, changeId: quoteId };
    const sessionId = await payByCard(world, reservationId, "success");
    const { state } = await completeChangePayment(ctx, { ...change, sessionId });
    return state === "CONFIRMED" ? null : state;
  },
};
