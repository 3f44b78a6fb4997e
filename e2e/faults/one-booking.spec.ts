import http from "node:http";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { Airline, Customer } from "@/e2e/support/airline";
import { bookingStatus, type Held, hold, holdBody, openCheckout, pay } from "@/e2e/support/book";
import { count } from "@/e2e/support/database";
import { flightOnSale } from "@/e2e/support/flights";
import { inParallel } from "@/e2e/support/many";
import { expect, test } from "@/e2e/support/stack";
import { moveDeadline } from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";

/** Asks for a hold, reads nothing of the answer, and hangs up when `committed` resolves. */
async function sendAndHangUp(
  airline: Airline,
  customer: Customer,
  body: unknown,
  committed: () => Promise<unknown>,
): Promise<void> {
  const request = http.request(`${airline.url}/api/v1/reservations`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: `next-auth.session-token=${customer.cookie}` },
  });
  request.on("socket", (socket) => socket.pause());
  request.on("error", () => {});
  const closed = new Promise((resolve) => request.on("close", resolve));
  request.end(JSON.stringify(body));
  await committed();
  request.destroy();
  await closed;
}

test("a hold whose answer is lost and that is asked for again: one booking, the same answer", async ({
  airline,
}) => {
  const customer = await airline.customer();
  const flight = await flightOnSale();
  const body = holdBody(flight.id, customer, uuidv7());
  const held = sql`select count(*) as n from reservation.reservations
    where customer_id = ${customer.id} and idempotency_key = ${body.idempotencyKey}`;
  await sendAndHangUp(airline, customer, body, () => expect.poll(() => count(held)).toBe(1));
  const { rows } = await database().execute(sql`select id as "reservationId", locator
    from reservation.reservations where customer_id = ${customer.id}`);
  const first = await airline.post<Held>(customer, "/api/v1/reservations", body);
  const second = await airline.post<Held>(customer, "/api/v1/reservations", body, 1);
  expect(first.status).toBe(201);
  // The very reservation that was committed when the answer got lost.
  expect(first.body).toMatchObject(rows[0] ?? {});
  expect(second.body).toEqual(first.body);
  const reservations = sql`select count(*) as n from reservation.reservations where customer_id = ${customer.id}`;
  expect(await count(reservations)).toBe(1);
  await airline.drained();
});

test("200 customers race for the last seat through two processes: one gets it, the others are told and not charged", async ({
  airline,
}) => {
  const flight = await flightOnSale(1);
  const customers = await inParallel(200, 8, () => airline.customer());
  const answers = await inParallel(200, 200, (n) => {
    const customer = customers[n] as Customer;
    return airline.post<{ code?: string }>(
      customer,
      "/api/v1/reservations",
      holdBody(flight.id, customer),
      n % 2,
    );
  });
  expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
  const refused = answers.filter((a) => a.status !== 201);
  expect(refused.map((a) => a.body.code)).toEqual(Array(199).fill("SOLD_OUT"));
  const held = sql`select count(*) as n from reservation.segments where flight_id = ${flight.id}`;
  expect(await count(held)).toBe(1);
  const payments = sql`select count(*) as n from payment.payments p where p.customer_id in
    (${sql.join(
      customers.map((c) => sql`${c.id}`),
      sql`, `,
    )})`;
  expect(await count(payments)).toBe(0);
  await airline.drained();
});

/** False when the payment page was closed first. */
const payUnlessClosed = (airline: Airline, session: string): Promise<boolean> =>
  pay(airline, session).then(
    () => true,
    (error: Error) => {
      if (error.message.includes("the session has expired")) return false;
      throw error;
    },
  );

test("a payment at the moment when its hold ends: the customer has the seat or the money back, never both", async ({
  airline,
}) => {
  const customer = await airline.customer();
  for (let round = 0; round < 4; round++) {
    const flight = await flightOnSale(1);
    const held = await hold(airline, customer, flight.id);
    const session = await openCheckout(airline, customer, held);
    const deadline = 60 + Math.random() * 100;
    await moveDeadline(held.reservationId, deadline);
    const rival = await airline.customer();
    await new Promise((resolve) => setTimeout(resolve, deadline - 50 + Math.random() * 100));
    const [paid, rivals] = await Promise.all([
      payUnlessClosed(airline, session),
      airline.post<Held>(rival, "/api/v1/reservations", holdBody(flight.id, rival)),
    ]);
    if (!paid) {
      // The page was closed before the card was entered: nothing was taken, and the hold is over.
      await expect.poll(() => bookingStatus(airline, customer, held.reservationId)).toBe("EXPIRED");
      continue;
    }
    await expect
      .poll(() =>
        count(
          sql`select count(*) as n from reservation.payment_decisions where reservation_id = ${held.reservationId}`,
        ),
      )
      .toBe(1);
    const status = await bookingStatus(airline, customer, held.reservationId);
    const refused = await count(sql`select count(*) as n from reservation.payment_decisions
      where reservation_id = ${held.reservationId} and decision = 'REFUSED'`);
    expect([status, rivals.status, refused]).toEqual(
      rivals.status === 201 ? ["EXPIRED", 201, 1] : ["CREATED", 409, 0],
    );
  }
  for (const report of await airline.drained()) expect(report, report.law).toMatchObject({ ok: true });
});

test("holds of one connection count together, whatever addresses its headers claim", async ({ airline }) => {
  const flight = await flightOnSale();
  const statuses: number[] = [];
  for (const forged of [null, "203.0.113.7", "203.0.113.8, 198.51.100.9"]) {
    const customer = await airline.customer();
    const { status } = await airline.fetch(customer, "/api/v1/reservations", {
      method: "POST",
      body: JSON.stringify(holdBody(flight.id, customer)),
      headers: forged ? { "x-forwarded-for": forged } : {},
    });
    statuses.push(status);
  }
  expect(statuses).toEqual([201, 201, 201]);
  const clients = sql`select count(distinct r.client_key) as n from reservation.reservations r
    join reservation.segments s on s.reservation_id = r.id where s.flight_id = ${flight.id}`;
  expect(await count(clients)).toBe(1);
});

test("a customer with thirty holds within an hour is told to wait, and for how long", async ({ airline }) => {
  const customer = await airline.customer();
  const flight = await flightOnSale();
  const { reservationId } = await hold(airline, customer, flight.id);
  // As if 29 more had been made and given up.
  await database().execute(sql`
    insert into reservation.reservations (id, locator, status, customer_id, client_key, idempotency_key, locale,
      contact_email, adults, children, infants, total_amount, payment_deadline, price_guaranteed_until, held_at)
    select gen_random_uuid(), id || '-' || n, 'EXPIRED', customer_id, client_key, 'another ' || n, locale,
      contact_email, 1, 0, 0, 0, now(), now(), now() - interval '50 minutes'
    from reservation.reservations, generate_series(1, 29) n where id = ${reservationId}`);
  const response = await airline.fetch(customer, "/api/v1/reservations", {
    method: "POST",
    body: JSON.stringify(holdBody((await flightOnSale()).id, customer)),
  });
  expect(response.status).toBe(429);
  expect(await response.json()).toMatchObject({ code: "RATE_LIMITED", status: 429 });
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(500);
  expect(Number(response.headers.get("retry-after"))).toBeLessThanOrEqual(600);
  await database().execute(
    sql`delete from reservation.reservations where customer_id = ${customer.id} and id <> ${reservationId}`,
  );
});
