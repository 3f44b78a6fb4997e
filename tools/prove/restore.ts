import fs from "node:fs";
import path from "node:path";
import { inArray } from "drizzle-orm";
import { database } from "@/db/client";
import { migrate } from "@/db/migrate";
import { reservations } from "@/db/schema/reservation";
import { Airline, type Customer } from "@/e2e/support/airline";
import { book, cancelBooking, type Held } from "@/e2e/support/book";
import { flightsOnSale } from "@/e2e/support/flights";
import { inParallel } from "@/e2e/support/many";
import { recoverLostPayments } from "@/server/flows/recover-lost-payments";
import { recoverLostRefunds } from "@/server/flows/recover-lost-refunds";
import { skipTicketNumbers } from "@/server/reservation";
import { systemContext } from "@/server/shared/context";
import { loadBackup } from "@/tools/backup/load-backup";
import { writeBackup } from "@/tools/backup/write-backup";
import { ROOT } from "@/tools/root";
import { seed } from "@/tools/seed/main";
import { emptyDataDir } from "@/tools/start/data-dir";
import { Stack, type StackOptions } from "@/tools/start/stack";
import { UNSHED } from "@/tools/start/unshed";
import type { Proof, ProofOptions, ProofRow } from "./proof";

const DATA_DIR = path.join(ROOT, ".data-prove/restore");
const BACKUP = path.join(ROOT, ".data-prove/backup");

const ctx = systemContext("prove-restore");

const options = (prepare: StackOptions["prepare"]): StackOptions => ({
  dataDir: DATA_DIR,
  env: {},
  ports: { app: 3800, postgres: 55_000, inngest: 9000, gateway: 13_000, mailbox: 9100, smtp: 2000 },
  partEnv: {
    app: {
      MAX_HOLDS_PER_ADDRESS: "10000",
      MAX_UNITS_PER_CONTACT: "10000",
      MAX_UNPROVEN_SHARE_PERCENT: "100",
      ...UNSHED,
    },
  },
  prepare,
});

type Bookings = { all: Held[]; cancelled: Held[] };

/** Bookings of new customers, paid and confirmed; every fifth is cancelled again by its customer. */
async function sell(airline: Airline, customers: Customer[], flights: { id: number }[]): Promise<Bookings> {
  const all = await inParallel(customers.length, 4, (n) =>
    book(airline, customers[n] as Customer, flights[n % flights.length]?.id as number),
  );
  const cancelled = all.filter((_, n) => n % 5 === 0);
  await inParallel(cancelled.length, 2, (n) =>
    cancelBooking(customers[n * 5] as Customer, (cancelled[n] as Held).reservationId),
  );
  return { all, cancelled };
}

const statusesOf = async (bookings: readonly Held[]) =>
  database()
    .select({ id: reservations.id, status: reservations.status })
    .from(reservations)
    .where(
      inArray(
        reservations.id,
        bookings.map(({ reservationId }) => reservationId),
      ),
    );

/** How many bookings are as their customers were told. */
async function kept({ all, cancelled }: Bookings): Promise<number> {
  const gone = new Set(cancelled.map(({ reservationId }) => reservationId));
  const rows = await statusesOf(all);
  return rows.filter(({ id, status }) => status === (gone.has(id) ? "CANCELLED" : "CREATED")).length;
}

const seconds = (sinceMs: number): string => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

/** Runs an airline until its database is destroyed. @returns what it had sold before and after its backup. */
async function sellBackUpAndLose({ short, say }: ProofOptions) {
  const before = short ? 15 : 200;
  const after = short ? 5 : 50;
  const stack = new Stack(
    options(async (databaseUrl) => {
      await migrate(databaseUrl);
      await seed(databaseUrl, { days: 2 });
    }),
  );
  try {
    await stack.start();
    Object.assign(process.env, stack.environment);
    const airline = new Airline(stack);
    const flights = await flightsOnSale(5, 200);
    const customers = await inParallel(before + after, 4, () => airline.customer());
    say(`${before} customers book, and every fifth cancels …`);
    const backedUp = await sell(airline, customers.slice(0, before), flights);
    const began = performance.now();
    const { takenAt } = await writeBackup(stack.environment.DATABASE_URL as string, BACKUP);
    const took = seconds(began);
    say(`the backup is written; ${after} more customers book, one cancels, and then the database is lost …`);
    const lost = await sell(airline, customers.slice(before), flights);
    const [late] = backedUp.all.slice(1);
    await cancelBooking(customers[1] as Customer, late?.reservationId as string);
    backedUp.cancelled.push(late as Held);
    // Until then the provider has made every refund.
    await airline.drained(120_000);
    await airline.close();
    await stack.killAll();
    return { backedUp, lost, took, takenAt: new Date(takenAt) };
  } finally {
    await stack.stop();
  }
}

/**
 * The rehearsal of a restore: an airline sells, is backed up, sells on, and loses its database and its event engine's
 * state. From the backup it starts again. Nothing that the backup had may be missing; who paid after it gets the money
 * back.
 */
export const restore: Proof = {
  name: "restore",
  async run(proofOptions) {
    await emptyDataDir(DATA_DIR);
    fs.rmSync(BACKUP, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(BACKUP), { recursive: true });
    const { backedUp, lost, took, takenAt } = await sellBackUpAndLose(proofOptions);
    fs.rmSync(path.join(DATA_DIR, "postgres"), { recursive: true });
    proofOptions.say("the airline starts again from its backup …");
    const began = performance.now();
    const stack = new Stack(options(async (databaseUrl) => void (await loadBackup(BACKUP, databaseUrl))));
    try {
      await stack.start();
      const back = seconds(began);
      Object.assign(process.env, stack.environment);
      const airline = new Airline(stack);
      await skipTicketNumbers(ctx, 100_000);
      const refunds = (await recoverLostRefunds(ctx, takenAt)).filter(
        ({ outcome }) => outcome === "CANCELLED",
      );
      const payments = await recoverLostPayments(ctx, takenAt);
      const customer = await airline.customer();
      const [flight] = await flightsOnSale(1, 10);
      const again = await book(airline, customer, flight?.id as number);
      const laws = await airline.drained(180_000);
      const recovered = { payments: payments.length, cancellations: refunds.length };
      const rows = await rowsOf({ backedUp, lost, took, back, again, recovered });
      await airline.close();
      return { rows, laws };
    } finally {
      await stack.stop();
    }
  },
};

type Outcome = {
  backedUp: Bookings;
  lost: Bookings;
  took: string;
  back: string;
  again: Held;
  recovered: { payments: number; cancellations: number };
};

async function rowsOf({ backedUp, lost, took, back, again, recovered }: Outcome): Promise<ProofRow[]> {
  const count = (what: string, measured: number, wanted: number): ProofRow => ({
    ...{ what, measured: String(measured), wanted: String(wanted) },
    kept: measured === wanted,
  });
  const { rows } = await database().execute<{ tickets: number; numbers: number }>(
    "select count(ticket_number)::int as tickets, count(distinct ticket_number)::int as numbers from reservation.passengers",
  );
  const { tickets = 0, numbers = 0 } = rows[0] ?? {};
  return [
    { what: "time to back up, while selling", measured: took, wanted: "-", kept: true },
    { what: "from nothing to selling again", measured: back, wanted: "-", kept: true },
    count("bookings of the backup as their customers know them", await kept(backedUp), backedUp.all.length),
    count("payments after the backup, found at the provider", recovered.payments, lost.all.length),
    count("cancellations after the backup, found by their refunds", recovered.cancellations, 1),
    count("bookings after the backup that are still there", (await statusesOf(lost.all)).length, 0),
    count("a new booking on the restored airline", (await statusesOf([again])).length, 1),
    count("different ticket numbers", numbers, tickets),
  ];
}
