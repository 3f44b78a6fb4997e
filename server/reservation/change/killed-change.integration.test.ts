import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { checkLaws } from "@/server/assurance/check-laws";
import { acceptPayment, changeFlights, quoteChangeOf, seatParty } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  eventNames,
  flightOnSale,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import { uuidv7 } from "@/server/shared/ids";

beforeAll(policies);
afterAll(closeDatabase);

/** The tables that carrying out a paid change writes, one after the other. */
const steps = [
  "reservation.inventory_units",
  "reservation.seat_assignments",
  "reservation.segments",
  "reservation.changes",
  "reservation.tickets",
  "reservation.coupons",
  "reservation.payment_decisions",
  "shared.outbox",
];

/** A trip with a change that waits for its payment, and the payment. */
async function paidChange() {
  const t = await paidTrip();
  await seatParty(t.ctx, { reservationId: t.reservationId, segmentPosition: 0 });
  const flightId = await flightOnSale({ departsInDays: 12 });
  const { segments } = await getBooking(t.ctx, t.reservationId);
  const { quoteId } = await quoteChangeOf(t.ctx, {
    reservationId: t.reservationId,
    flights: [{ segmentId: segments[0]?.id ?? "", flightId, brand: "STANDARD" }],
    overlapConfirmed: true,
  });
  const done = await changeFlights(t.ctx, { reservationId: t.reservationId, quoteId });
  if (done.status !== "AWAITING_PAYMENT") throw new Error("the change costs its fee");
  const { changeId, balance: amount } = done;
  return { t, flightId, payment: { reservationId: t.reservationId, paymentId: uuidv7(), amount, changeId } };
}

/** Begins the decision in a process of its own, and kills it while it waits to write the table. */
async function killedWriting(table: string, payment: object): Promise<void> {
  const locker = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await locker.connect();
  await locker.query(`begin; lock table ${table} in share mode`);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "server/reservation/testing/accept-payment.process.ts", JSON.stringify(payment)],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const ended = once(child, "exit");
  try {
    await Promise.race([waiting(table, child), ended]);
  } finally {
    child.kill("SIGKILL");
    await ended;
    await locker.query("rollback");
    await locker.end();
  }
  expect(child.signalCode, `killed while it waited to write ${table}`).toBe("SIGKILL");
  // The server notices the lost connection when it writes to it; the next decision waits for that.
}

async function waiting(table: string, child: ChildProcess): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await database().execute<{ n: number }>(sql`
        select count(*)::int as n from pg_locks
        where not granted and relation = ${table}::regclass and database = (select oid from pg_database
          where datname = current_database())`);
      return rows[0]?.n === 1 || child.exitCode !== null;
    })
    .toBe(true);
}

async function expectLaws(reservationId: string): Promise<void> {
  // Payments and miles belong to other contexts, whose records this test does not make.
  const others = new Set(["a paid change has its captured payment", "the ledger adds up to the coupons"]);
  const wrong = (await checkLaws())
    .flatMap(({ violations }) => violations)
    .filter(
      (violation) => Object.values(violation).includes(reservationId) && !others.has(String(violation.rule)),
    );
  expect(wrong).toEqual([]);
}

test.each(steps)(
  "a process that is killed while it writes %s leaves the old trip, and the next one makes the new trip, once",
  { timeout: 120_000 },
  async (table) => {
    const { t, flightId, payment } = await paidChange();
    const before = await getBooking(t.ctx, t.reservationId);
    await killedWriting(table, payment);
    expect(await getBooking(t.ctx, t.reservationId)).toEqual({ ...before, now: expect.any(String) });
    expect(await unitCounts(t.out)).toMatchObject({ sold: 1 });
    expect(await unitCounts(flightId)).toMatchObject({ sold: 0, held: 1 });
    await expectLaws(t.reservationId);
    expect(await acceptPayment(system, payment)).toEqual({ decision: "ACCEPTED" });
    expect(await acceptPayment(system, payment)).toEqual({ decision: "ACCEPTED" });
    const { segments, coupons } = await getBooking(t.ctx, t.reservationId);
    expect(segments.map((segment) => segment.flightId)).toEqual([flightId, t.back]);
    expect(coupons.map(({ state }) => state)).toEqual(["OPEN", "OPEN"]);
    expect(await unitCounts(t.out)).toMatchObject({ sold: 0 });
    expect(await unitCounts(flightId)).toMatchObject({ sold: 1, held: 0 });
    const changed = (await eventNames(t.reservationId)).filter(
      (name) => name === "reservation.flights-changed",
    );
    expect(changed).toHaveLength(1);
    await expectLaws(t.reservationId);
  },
);
