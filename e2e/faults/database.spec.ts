import { sql } from "drizzle-orm";
import type { Airline, Customer } from "@/e2e/support/airline";
import { book, bookingStatus, type Held, holdBody, pay, paymentBody } from "@/e2e/support/book";
import { count } from "@/e2e/support/database";
import { flightsOnSale } from "@/e2e/support/flights";
import { inParallel } from "@/e2e/support/many";
import { expect, test } from "@/e2e/support/stack";
import { until } from "@/e2e/support/until";
import { uuidv7 } from "@/server/shared/ids";
import { keepRunning } from "@/tools/start/keep-running";

test.describe.configure({ timeout: 240_000 });

const WORKERS = 4;
const BOOKINGS_AFTERWARDS = 4;

const readiness = async (airline: Airline) => (await airline.fetch(null, "/api/health/ready")).status;

/** Kills PostgreSQL as a power cut would, while it is watched as `npm start` watches it. */
async function withKilledDatabase(airline: Airline, work: (kill: () => Promise<void>) => Promise<void>) {
  const running = keepRunning(airline.stack, { say: () => {} });
  const kill = async () => {
    process.kill(airline.stack.postgres?.pid as number, "SIGKILL");
    await until(
      () => readiness(airline),
      (status) => status === 503,
      { everyMs: 10 },
    );
    await until(
      () => readiness(airline),
      (status) => status === 200,
      { timeoutMs: 60_000 },
    );
  };
  try {
    await work(kill);
  } finally {
    await running.stop();
  }
}

type Acknowledged = { held: string[]; confirmed: string[]; statuses: Set<number> };

/** One customer's booking. Each step is asked for again, under the same key, until it is done. */
async function bookPersistently(
  airline: Airline,
  customer: Customer,
  flightId: number,
  seen: Acknowledged,
): Promise<void> {
  const step = async <T>(path: string, body?: unknown): Promise<T> => {
    for (;;) {
      const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
      const answer = await airline.fetch(customer, path, init);
      seen.statuses.add(answer.status);
      if (answer.ok) return (await answer.json()) as T;
      expect(answer.headers.get("retry-after"), path).toMatch(/^\d+$/);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const held = await step<Held>("/api/v1/reservations", holdBody(flightId, customer, uuidv7()));
  seen.held.push(held.reservationId);
  const { url } = await step<{ url: string }>(
    `/api/v1/reservations/${held.reservationId}/payment`,
    await paymentBody(),
  );
  const session = /cs_[A-Za-z0-9_]+/.exec(url)?.[0] as string;
  await pay(airline, session);
  const state = `/api/pages/reservations/${held.reservationId}/payment?session=${session}`;
  await until(
    () => step<{ state: string }>(state),
    (answer) => answer.state === "CONFIRMED",
    { timeoutMs: 60_000 },
  );
  seen.confirmed.push(held.reservationId);
}

const ids = (list: readonly string[]) =>
  sql.join(
    list.map((id) => sql`${id}`),
    sql`, `,
  );

/** What the engine did when its database died is published again with growing pauses: both kills share one wait for it. */
test("PostgreSQL is killed while nothing happens and under a load of bookings: not ready, then ready; what was acknowledged is kept, and the rest is asked for again", async ({
  airline,
}) => {
  const customer = await airline.customer();
  const { reservationId } = await book(airline, customer);
  const flights = await flightsOnSale(WORKERS, 60);
  const customers = await inParallel(24, 4, () => airline.customer());
  const seen: Acknowledged = { held: [], confirmed: [], statuses: new Set() };
  let isOver = false;
  let next = 0;
  const worker = async (n: number) => {
    while (!isOver && next < customers.length)
      await bookPersistently(airline, customers[next++] as Customer, flights[n]?.id as number, seen);
  };
  await withKilledDatabase(airline, async (kill) => {
    await kill();
    expect(await bookingStatus(airline, customer, reservationId)).toBe("CREATED");
    const work = Promise.all(Array.from({ length: WORKERS }, (_, n) => worker(n)));
    const confirmed = (least: number) =>
      until(
        async () => seen.confirmed.length,
        (n) => n >= Math.min(least, customers.length),
        { timeoutMs: 60_000 },
      );
    await confirmed(WORKERS);
    await kill();
    await confirmed(seen.confirmed.length + BOOKINGS_AFTERWARDS);
    isOver = true;
    await work;
  });
  expect([...seen.statuses].filter((status) => status >= 300)).toEqual([503]);
  const kept = sql`select count(*) as n from reservation.reservations where id in (${ids(seen.held)})`;
  expect(await count(kept)).toBe(seen.held.length);
  const created = sql`select count(*) as n from reservation.reservations
    where id in (${ids(seen.confirmed)}) and status = 'CREATED'`;
  expect(await count(created)).toBe(seen.confirmed.length);
  for (const report of await airline.drained(150_000)) expect(report, report.law).toMatchObject({ ok: true });
});
