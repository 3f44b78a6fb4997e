import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { creditMiles, exchangeMiles, moveMiles, reverseMiles } from "@/server/mileage";
import { acceptPayment } from "@/server/reservation";
import type { RequestContext } from "@/server/shared/context";
import { customer, flightOnSale, hold, named, paymentOf, system } from "./fixtures";

/** Moves a departure to so many minutes from the database's clock; a negative number: the flight has left. */
export async function leavesInMinutes(flightId: number, minutes: number): Promise<void> {
  await database().execute(sql`
    update reservation.flights set departs_at = clock_timestamp() + make_interval(secs => ${minutes * 60}),
      arrives_at = clock_timestamp() + make_interval(secs => ${(minutes + 70) * 60}) where id = ${flightId}`);
}

/** Moves a purchase to the past, so that the free day after it is over. */
export async function boughtDaysAgo(reservationId: string, days: number): Promise<void> {
  await database().execute(sql`update reservation.reservations
    set created_at = clock_timestamp() - make_interval(days => ${days}) where id = ${reservationId}`);
}

type Leg = { flightId: number; brand: string };

/** Makes a paid trip, bought a week ago: over these legs, or there and back with ten days between. */
export async function paidTrip(
  legs?: Leg[],
  passengers: { type: string; nationality?: string }[] = named.passengers,
) {
  const ctx = customer();
  const segments = legs ?? [
    { flightId: await flightOnSale(), brand: "STANDARD" },
    {
      flightId: await flightOnSale({ departsInDays: 20, origin: "CJU", destination: "GMP" }),
      brand: "STANDARD",
    },
  ];
  const count = (type: string) => passengers.filter((p) => p.type === type).length;
  const { reservationId } = await hold(ctx, 0, {
    ...named,
    segments,
    passengers,
    adults: count("ADULT"),
    children: count("CHILD"),
    infants: count("INFANT"),
  });
  const payment = await paymentOf(ctx, { reservationId });
  await acceptPayment(system, payment);
  await boughtDaysAgo(reservationId, 7);
  const [out = 0, back = 0] = segments.map(({ flightId }) => flightId);
  return {
    ctx: ctx as RequestContext,
    customerId: ctx.actor.id,
    reservationId,
    amount: payment.amount,
    out,
    back,
  };
}

/** Writes the payments of all decisions, as the payment context would have captured them: law L2 compares both. */
export async function capturePayments(): Promise<void> {
  await database().execute(sql`
    insert into payment.payments (id, reservation_id, customer_id, locator, locale, attempt, amount, status, due_at)
    select d.payment_id, r.id, r.customer_id, r.locator, r.locale,
      row_number() over (partition by r.id order by d.decided_at) + 100, d.amount, 'CAPTURED', now()
    from reservation.payment_decisions d join reservation.reservations r on r.id = d.reservation_id
    where d.decision = 'ACCEPTED' and not exists (select from payment.payments p where p.id = d.payment_id)`);
}

type MilesEvent = { eventId: string; reservation: never };

/** Has mileage react to the reservations' events; no engine runs here. @returns the miles taken back. */
export async function settleMiles(reservationIds: readonly string[]): Promise<number> {
  const events = async (name: string) => {
    const { rows } = await database().execute<MilesEvent>(sql`
      select id as "eventId", data as reservation from shared.outbox
      where name = ${`reservation/reservation.${name}`}
        and correlation_id = any(${sql.param([...reservationIds])}::uuid[])`);
    return rows;
  };
  await creditMiles(system, { created: await events("created") });
  await exchangeMiles(system, { changed: await events("flights-changed") });
  await moveMiles(system, { split: [...(await events("split")), ...(await events("split-off"))] });
  const cancelled = [...(await events("part-cancelled")), ...(await events("cancelled"))];
  const { results } = await reverseMiles(system, { cancelled });
  return results.reduce((sum, result) => sum + ("miles" in result ? result.miles : 0), 0);
}
