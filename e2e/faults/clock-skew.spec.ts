import path from "node:path";
import { pathToFileURL } from "node:url";
import { sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import Stripe from "stripe";
import { database } from "@/db/client";
import type { Airline, Customer } from "@/e2e/support/airline";
import {
  book,
  bookingStatus,
  type Held,
  hold,
  holdBody,
  openCheckout,
  paymentBody,
} from "@/e2e/support/book";
import { count, useUpLimit as exhaustLimit } from "@/e2e/support/database";
import { flightOnSale, flightsOnSale, type TestFlight } from "@/e2e/support/flights";
import { searchPath } from "@/e2e/support/site";
import { expect, test } from "@/e2e/support/stack";
import { moveDeadline } from "@/server/reservation/testing/fixtures";
import { leavesInMinutes } from "@/server/reservation/testing/flown";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";

test.describe.configure({ timeout: 240_000 });

/** The first process has the right time, the second one not. */
const PROCESSES = [0, 1];
const SKEW_CLOCK = pathToFileURL(path.resolve("e2e/support/skew-clock.mjs")).href;

/** Starts the second process of the site again, with a wall clock that is wrong by so many minutes. */
async function restartWithSkew(airline: Airline, minutes: number): Promise<void> {
  const part = airline.stack.apps[1];
  if (!part) throw new Error("two processes of the site are needed");
  await part.kill();
  const options = process.env.NODE_OPTIONS;
  if (minutes !== 0)
    Object.assign(process.env, {
      NODE_OPTIONS: `${options ?? ""} --import ${SKEW_CLOCK}`,
      MSA_TEST_CLOCK_SKEW_MS: String(minutes * 60_000),
    });
  try {
    await part.start();
  } finally {
    if (options === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = options;
  }
}

/** The database's clock, in milliseconds. */
const databaseNow = () => count(sql`select extract(epoch from clock_timestamp()) * 1000 as n`);

const near = async (time: string | number, minutes: number) =>
  Math.abs(new Date(time).getTime() - (await databaseNow()) - minutes * 60_000) < 10_000;

type Refused = { code: string };
type Process = { airline: Airline; app: number };

/** A hold lasts 20 minutes; it can be paid until its deadline, and has ended right after it. */
async function deadlines({ airline, app }: Process): Promise<unknown> {
  const customer = await airline.customer();
  const flight = await flightOnSale();
  const made = await airline.post<Held>(customer, "/api/v1/reservations", holdBody(flight.id, customer), app);
  const body = await paymentBody();
  const pay = () =>
    airline.post<Refused>(customer, `/api/v1/reservations/${made.body.reservationId}/payment`, body, app);
  const lasts20Minutes = await near(made.body.paymentDeadline, 20);
  await moveDeadline(made.body.reservationId, 20_000);
  const before = await pay();
  await moveDeadline(made.body.reservationId, -1_000);
  const after = await pay();
  return { made: made.status, lasts20Minutes, before: before.status, after: [after.status, after.body.code] };
}

/** A flight is sold until half an hour before it leaves, an hour abroad; so says the search, and so does the hold. */
async function salesCutoffs({ airline, app }: Process, abroad: boolean): Promise<unknown> {
  const cutoff = abroad ? 60 : 30;
  const route = abroad ? { origin: "ICN", destination: "NRT" } : {};
  const answers: unknown[] = [];
  for (const minutes of [cutoff + 3, cutoff - 3]) {
    const [flight] = (await flightsOnSale(1, 5, route)) as [TestFlight];
    await leavesInMinutes(flight.id, minutes);
    const { rows } = await database().execute<{ at: string }>(
      sql`update reservation.flights set departure_date = (departs_at at time zone ${KOREA_ZONE})::date
        where id = ${flight.id} returning to_json(departs_at) as at`,
    );
    const depart = toLocal(new Date(rows[0]?.at as string), KOREA_ZONE).date;
    const search = searchPath({ from: route.origin ?? "GMP", to: route.destination ?? "CJU", depart });
    const page = await (await airline.fetch(null, search, { app })).text();
    const customer = await airline.customer();
    const body = holdBody(flight.id, customer);
    const made = await airline.post<Refused>(customer, "/api/v1/reservations", body, app);
    answers.push([page.includes(flight.designator), made.status, made.body.code]);
  }
  return answers;
}

/** A quote is valid for a quarter of an hour; the sixty-first within ten minutes is refused by whoever is asked. */
async function quotes({ airline, app }: Process, [customer, trip]: [Customer, Held]): Promise<unknown> {
  const ask = async () => (await airline.fetch(customer, `/ko/trips/${trip.locator}/cancel`, { app })).text();
  await database().execute(sql`delete from shared.rate_limits where key = ${`quote-refund:${customer.id}`}`);
  const given = await ask();
  const { rows } = await database().execute<{ at: string; until: string }>(sql`
    select to_json(quoted_at) as at, to_json(expires_at) as until from reservation.changes
    where reservation_id = ${trip.reservationId} and status = 'QUOTED' order by quoted_at desc limit 1`);
  const quote = rows[0] as { at: string; until: string };
  await exhaustLimit(`quote-refund:${customer.id}`, { uses: 60, windowSeconds: 600 });
  return [
    given.includes("예약 취소하기"),
    await near(quote.at, 0),
    await near(quote.until, 15),
    (await ask()).includes("환불 금액을 잠시 조회할 수 없습니다"),
  ];
}

/** A session is valid up to its end. */
async function sessions({ airline, app }: Process): Promise<unknown> {
  const { id } = await airline.customer();
  const answers: number[] = [];
  for (const seconds of [30, -1]) {
    const until = (await databaseNow()) / 1_000 + seconds;
    const token = { sub: id, ver: 1, until };
    const cookie = await encode({ token, secret: process.env.NEXTAUTH_SECRET as string, maxAge: 86_400 });
    answers.push((await airline.fetch({ cookie }, "/api/pages/messages/unread", { app })).status);
  }
  return answers;
}

/** A notice of the payment provider is taken when it is fresh, and not when it is old. */
async function notices({ airline, app }: Process): Promise<unknown> {
  const payload = JSON.stringify({
    id: `evt_${Math.random()}`,
    object: "event",
    type: "customer.created",
    data: { object: {} },
  });
  const secret = process.env.STRIPE_WEBHOOK_SECRET as string;
  const answers: number[] = [];
  for (const age of [0, 400]) {
    const timestamp = Math.floor((await databaseNow()) / 1_000) - age;
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
    const headers = { "stripe-signature": signature };
    const init = { method: "POST", body: payload, headers, app };
    answers.push((await airline.fetch(null, "/api/payments/webhook", init)).status);
  }
  return answers;
}

for (const minutes of [10, -10])
  test(`a replica whose clock is ${minutes > 0 ? "ten minutes fast" : "ten minutes slow"} answers as the others do: deadlines follow the database's clock`, async ({
    airline,
  }) => {
    const customer = await airline.customer();
    const trip = await book(airline, customer);
    // Nobody but the skewed process ends these two.
    const [open, due] = [await hold(airline, customer), await hold(airline, customer)];
    await openCheckout(airline, customer, open);
    await restartWithSkew(airline, minutes);
    try {
      await moveDeadline(open.reservationId, 5 * 60_000);
      await moveDeadline(due.reservationId, -5 * 60_000);
      await expect
        .poll(() => bookingStatus(airline, customer, due.reservationId), { timeout: 30_000 })
        .toBe("EXPIRED");
      const answers = await Promise.all(
        PROCESSES.map(async (app) => {
          const at = { airline, app };
          return {
            deadlines: await deadlines(at),
            atHome: await salesCutoffs(at, false),
            abroad: await salesCutoffs(at, true),
            sessions: await sessions(at),
            notices: await notices(at),
          };
        }),
      );
      expect(answers[0]).toEqual({
        deadlines: { made: 201, lasts20Minutes: true, before: 201, after: [409, "HOLD_EXPIRED"] },
        atHome: [
          [true, 201, undefined],
          [false, 409, "SALES_CLOSED"],
        ],
        abroad: [
          [true, 201, undefined],
          [false, 409, "SALES_CLOSED"],
        ],
        sessions: [200, 401],
        notices: [200, 400],
      });
      expect(answers[1]).toEqual(answers[0]);
      for (const app of PROCESSES)
        expect(await quotes({ airline, app }, [customer, trip]), `process ${app}`).toEqual([
          true,
          true,
          true,
          true,
        ]);
      // By now each process has looked for overdue holds several times.
      expect(await bookingStatus(airline, customer, open.reservationId)).toBe("HELD");
    } finally {
      await restartWithSkew(airline, 0);
    }
    for (const report of await airline.drained(150_000))
      expect(report, report.law).toMatchObject({ ok: true });
  });
