import { expect } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { Airline, Customer } from "@/e2e/support/airline";
import { book, cancelBooking, type Held } from "@/e2e/support/book";
import { balanceOf, count, sentMessages } from "@/e2e/support/database";
import { flightOnSale, flightsOnSale } from "@/e2e/support/flights";
import { inParallel } from "@/e2e/support/many";
import { until } from "@/e2e/support/until";
import { flightCancelled } from "@/server/schedule/events";
import { uuidv7 } from "@/server/shared/ids";
import { recorded } from "@/server/shared/testing/events";
import type { Engine } from "./engine";
import type { EngineProxy } from "./proxy";
import type { Report } from "./report";

export type World = {
  airline: Airline;
  engine: Engine;
  proxy: EngineProxy;
  /** How many bookings are on their way when something is killed. */
  bookings: number;
  /** How often the engine is killed. */
  kills: number;
  /** How long a deaf engine does nothing, in milliseconds. */
  deafMs: number;
};

type Booked = { customer: Customer; held: Held };

const AT_ONCE = 6;
/** Lost events are published again within this time. */
const SETTLED_WITHIN_MS = 360_000;
const MILES = 280;

const customersOf = (airline: Airline, total: number) => inParallel(total, 4, () => airline.customer());

async function bookAll(airline: Airline, total: number, after: (made: number) => void = () => {}) {
  const customers = await customersOf(airline, total);
  const flights = await flightsOnSale(5, total);
  let made = 0;
  return inParallel(total, AT_ONCE, async (n): Promise<Booked> => {
    const customer = customers[n] as Customer;
    const held = await book(airline, customer, flights[n % flights.length]?.id);
    after(++made);
    return { customer, held };
  });
}

/** Waits until every event has had its effect, and expects every law to hold. */
async function settled(airline: Airline): Promise<void> {
  for (const report of await airline.drained(SETTLED_WITHIN_MS))
    expect(report, report.law).toMatchObject({ ok: true, pending: 0 });
}

/**
 * Expects miles, history, inbox and e-mail of each booking exactly once. A site that is killed after the mail server
 * took a mail and before it hears of that sends the mail again, under the same Message-ID
 * (docs/decisions/0018-mail-at-least-once.md). `idsOf` then counts by Message-ID.
 */
async function onceEach(
  airline: Airline,
  booked: readonly Booked[],
  idsOf: (messageIds: string[]) => string[] = (messageIds) => messageIds,
): Promise<void> {
  for (const { customer, held } of booked) {
    const { reservationId, locator } = held;
    expect(await balanceOf(customer.id), locator).toBe(MILES);
    for (const channel of ["INBOX", "EMAIL"] as const)
      expect(await sentMessages(reservationId, "confirmed", channel), `${locator} ${channel}`).toBe(1);
    const mails = (await airline.mails(customer.email)).filter((mail) => mail.text.includes(locator));
    expect(idsOf(mails.map((mail) => mail.messageId)), `${locator}: mails`).toHaveLength(1);
    const entries = sql`select count(*) as n from history.entries where reservation_id = ${reservationId}
      and name = 'reservation/reservation.created'`;
    expect(await count(entries), `${locator}: history`).toBe(1);
  }
}

const cancel = ({ customer, held }: Booked) => cancelBooking(customer, held.reservationId);

const deadLettersOf = (eventId: string) =>
  count(sql`select count(*) as n from assurance.dead_letters where event_id = ${eventId}`);

/** What the airline promises its customers while the engine works. */
export async function runAirline(report: Report, world: World): Promise<void> {
  await bookAndCancel(report, world);
  await cancelFlight(report, world);
  await sendPoison(report, world);
}

/** What it promises whatever happens to the engine. Nothing else may use the engine at that time. */
export async function breakEngine(report: Report, world: World): Promise<void> {
  await killInMidWork(report, world);
  await stayDeaf(report, world);
}

async function bookAndCancel(report: Report, { airline }: World): Promise<void> {
  await report.scenario("bookings: each effect once, each mail once", async () => {
    const booked = await bookAll(airline, 12);
    await settled(airline);
    await onceEach(airline, booked);
  });

  await report.scenario("cancellations by customers: miles net zero, refunded once", async () => {
    const booked = await bookAll(airline, 6);
    await inParallel(booked.length, AT_ONCE, (n) => cancel(booked[n] as Booked));
    await settled(airline);
    for (const { customer, held } of booked) {
      expect(await balanceOf(customer.id)).toBe(0);
      expect(await sentMessages(held.reservationId, "cancelled", "EMAIL")).toBe(1);
      expect(await sentMessages(held.reservationId, "refundCompleted", "EMAIL")).toBe(1);
    }
  });
}

async function cancelFlight(report: Report, { airline }: World): Promise<void> {
  await report.scenario(
    "the airline cancels a flight: every booking of it ends, each told once",
    async () => {
      const flight = await flightOnSale(60);
      const customers = await customersOf(airline, 30);
      const booked = await inParallel(30, AT_ONCE, (n) => book(airline, customers[n] as Customer, flight.id));
      const { id: flightId, designator, date: departureDate } = flight;
      await recorded(flightCancelled, {
        flightId,
        version: 2,
        designator,
        departureDate,
        reason: "기상 악화",
      });
      await settled(airline);
      for (const { reservationId } of booked) {
        expect(await sentMessages(reservationId, "flightCancelled", "EMAIL")).toBe(1);
        expect(await sentMessages(reservationId, "refundCompleted", "INBOX")).toBe(1);
      }
    },
  );
}

async function sendPoison(report: Report, { airline }: World): Promise<void> {
  await report.scenario("a poison event is parked and seen, and the others go on", async () => {
    const eventId = uuidv7();
    const { INNGEST_BASE_URL, INNGEST_EVENT_KEY } = process.env;
    const poison = { eventId, version: 99, correlationId: uuidv7(), occurredAt: "yesterday", data: {} };
    await fetch(`${INNGEST_BASE_URL}/e/${INNGEST_EVENT_KEY}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: uuidv7(), name: "reservation/reservation.created", data: poison }),
    });
    const booked = await bookAll(airline, 3);
    await until(
      () => deadLettersOf(eventId),
      (letters) => letters === 2,
      { timeoutMs: 60_000 },
    );
    await database().execute(sql`delete from assurance.dead_letters where event_id = ${eventId}`);
    await settled(airline);
    await onceEach(airline, booked);
  });
}

async function killInMidWork(report: Report, world: World): Promise<void> {
  const { airline, engine, proxy } = world;
  if (!engine.canBeKilled) report.skip("kill -9 of the engine", "it was not started by this suite");
  else
    for (let n = 1; n <= world.kills; n++)
      await report.scenario(`kill -9 of the engine in mid-work, ${n} of ${world.kills}`, async () => {
        let killed: Promise<void> | null = null;
        const booked = await bookAll(airline, world.bookings, (made) => {
          if (made === Math.ceil(world.bookings / 2)) killed = engine.kill();
        });
        await killed;
        await engine.start();
        await settled(airline);
        await onceEach(airline, booked);
      });

  await report.scenario("kill -9 of the site in mid-work", async () => {
    proxy.deaf = false;
    const { app } = airline.stack;
    const booked = await bookAll(airline, world.bookings);
    await app.kill();
    await app.start();
    await settled(airline);
    await onceEach(airline, booked, (messageIds) => [...new Set(messageIds)]);
  });
}

async function stayDeaf(report: Report, { airline, proxy, deafMs }: World): Promise<void> {
  await report.scenario(
    `an engine that answers 200 and does nothing for ${deafMs / 1000} s: everything arrives afterwards`,
    async () => {
      proxy.deaf = true;
      const before = proxy.dropped;
      const booked = await bookAll(airline, 5);
      await until(
        async () => proxy.dropped - before,
        (dropped) => dropped > 0,
        { timeoutMs: 30_000 },
      );
      await new Promise((resolve) => setTimeout(resolve, deafMs));
      const late = sql`select count(*) as n from shared.deliveries where tries > 1`;
      proxy.deaf = false;
      if (deafMs > 60_000) expect(await count(late)).toBeGreaterThan(0);
      await airline.drained(SETTLED_WITHIN_MS + 2 * deafMs);
      await onceEach(airline, booked);
    },
  );
}
