import { sql } from "drizzle-orm";
import pg from "pg";
import { database } from "@/db/client";
import type { Airline, Customer } from "@/e2e/support/airline";
import { type Held, hold, holdBody, openCheckout, pay } from "@/e2e/support/book";
import { count, sentMessages } from "@/e2e/support/database";
import { cancelFlight, registeredFlight, type TestFlight } from "@/e2e/support/flights";
import { inParallel } from "@/e2e/support/many";
import { expect, test } from "@/e2e/support/stack";
import { stallAt } from "@/e2e/support/stall";

test.describe.configure({ timeout: 240_000 });

const REASON = "제주공항 강풍";
const PARALLEL = 30;

/** Holds a reservation's row, so that no decision about it can be made. @returns what lets it go. */
async function lockReservation(reservationId: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL as string });
  await client.connect();
  await client.query("begin");
  await client.query("select from reservation.reservations where id = $1 for update", [reservationId]);
  return async () => {
    await client.query("rollback");
    await client.end();
  };
}

/** Books as far as the site allows while its flight is being cancelled. */
async function tryToBook(airline: Airline, customer: Customer, flight: TestFlight, n: number): Promise<void> {
  const app = n % 2;
  const body = holdBody(flight.id, customer);
  const held = await airline.post<Held & { code?: string }>(customer, "/api/v1/reservations", body, app);
  if (held.status !== 201) return expect(["FLIGHT_NOT_ON_SALE", "SOLD_OUT"]).toContain(held.body.code);
  const session = await openCheckout(airline, customer, held.body).catch(() => null);
  // The page of a hold that has ended is closed.
  if (session) await pay(airline, session).catch(() => {});
}

type Ended = {
  customerId: string;
  reservationId: string;
  status: string;
  captures: number;
  /** Of the refunds that were completed, those of the whole sum. */
  full: number;
  refunds: number;
  /** The messages about its end in the inbox. */
  told: string[];
};

/** What a customer is told, once each: that the hold ended; of a payment, that it is given back, and why. */
const unpaidEnds = [["holdEnded"]];
const paidEnds = [["flightCancelled"], ["paymentRefused"], ["holdEnded", "paymentRefused"]];

/** Every reservation of a flight: how it ended, its money, and how often its end was told. */
async function endings(flight: TestFlight): Promise<Ended[]> {
  const { rows } = await database().execute<Ended>(sql`
    select r.id as "reservationId", r.customer_id as "customerId", r.status,
      (select count(*)::int from payment.payments p where p.reservation_id = r.id and p.status = 'CAPTURED') as captures,
      (select count(*)::int from payment.refunds f where f.reservation_id = r.id) as refunds,
      (select count(*)::int from payment.refunds f join payment.payments p on p.id = f.payment_id
        where f.reservation_id = r.id and f.status = 'COMPLETED' and f.amount = p.amount) as full,
      (select coalesce(jsonb_agg(m.template order by m.template), '[]') from notification.messages m
        where m.reservation_id = r.id and m.channel = 'INBOX'
          and m.template in ('flightCancelled', 'holdEnded', 'paymentRefused')) as told
    from reservation.reservations r join reservation.segments s on s.reservation_id = r.id
    where s.flight_id = ${flight.id} order by r.id`);
  return rows;
}

test(`a flight is cancelled at each moment of a booking and while ${PARALLEL} people book it: nothing stays booked, each is refunded once and told once`, async ({
  airline,
}) => {
  const flight = await registeredFlight();
  const moments = ["held", "named", "paying", "captured", "deciding", "created"] as const;
  const people = await inParallel(moments.length + PARALLEL, 4, () => airline.customer());
  const { passengers: _, contact: __, ...unnamed } = holdBody(flight.id, people[0] as Customer);
  const first = await airline.post<Held>(people[0] as Customer, "/api/v1/reservations", unnamed);
  expect(first.status).toBe(201);
  const holds = [
    first.body,
    ...(await inParallel(5, 1, (n) => hold(airline, people[n + 1] as Customer, flight.id))),
  ];
  const sessionOf = (n: number) => openCheckout(airline, people[n] as Customer, holds[n] as Held);
  const [, , , captured, deciding, created] = holds as [Held, Held, Held, Held, Held, Held];
  await sessionOf(2);
  await pay(airline, await sessionOf(5));
  const statusOf = (held: Held) =>
    count(sql`select count(*) as n from reservation.reservations
      where id = ${held.reservationId} and status = 'CREATED'`);
  await expect.poll(() => statusOf(created)).toBe(1);
  const sessions = [await sessionOf(3), await sessionOf(4)] as const;

  const letGo = await lockReservation(captured.reservationId);
  const stall = await stallAt({
    name: "reservation/reservation.created",
    reservationId: deciding.reservationId,
  });
  // The money of the refunds does not come back before the provider is well again.
  await airline.gateway("/_control", { refunds: "fail" });
  try {
    await pay(airline, sessions[0]);
    await pay(airline, sessions[1]);
    await stall.reached();
    await expect
      .poll(() =>
        count(sql`select count(*) as n from payment.payments
        where reservation_id = ${captured.reservationId} and status = 'CAPTURED'`),
      )
      .toBe(1);
    const booking = inParallel(PARALLEL, 10, (n) =>
      tryToBook(airline, people[moments.length + n] as Customer, flight, n),
    );
    await expect
      .poll(() => count(sql`select count(*) as n from reservation.segments where flight_id = ${flight.id}`), {
        intervals: [20],
      })
      .toBeGreaterThan(moments.length + 5);
    // The rows that wait are let go while the flight is being cancelled and others book.
    const cancelled = cancelFlight(flight, REASON);
    await Promise.all([letGo(), stall.release({ dead: false }), cancelled, booking]);
  } finally {
    await letGo().catch(() => {});
    await stall.release({ dead: false });
    await airline.gateway("/_control", { refunds: "ok" });
  }
  for (const report of await airline.drained(150_000)) expect(report, report.law).toMatchObject({ ok: true });

  const ended = await endings(flight);
  expect(ended.length).toBeGreaterThan(moments.length + 5);
  for (const { status, captures, refunds, full, told, ...of } of ended) {
    expect(["CANCELLED", "EXPIRED"], of.reservationId).toContain(status);
    expect({ ...of, refunds, full }).toEqual({ ...of, refunds: captures, full: captures });
    expect(captures === 0 ? unpaidEnds : paidEnds, of.reservationId).toContainEqual(told);
  }
  expect(ended.filter(({ captures }) => captures > 0).length).toBeGreaterThanOrEqual(3);
  expect(await sentMessages(created.reservationId, "flightCancelled", "EMAIL")).toBe(1);
  // Nobody can book it any more.
  const late = await airline.customer();
  const refused = await airline.post<{ code: string }>(
    late,
    "/api/v1/reservations",
    holdBody(flight.id, late),
    1,
  );
  expect([refused.status, refused.body.code]).toEqual([409, "FLIGHT_NOT_ON_SALE"]);
});
