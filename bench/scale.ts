import pg from "pg";
import { closeDatabase } from "@/db/client";
import { system } from "@/server/reservation/testing/fixtures";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { READS, type Subject } from "@/tools/scale/list-reads";
import { multiply } from "@/tools/scale/multiply";
import { largeTables, largeTablesReadWhole } from "@/tools/scale/plans";
import { recordStatements } from "@/tools/scale/record-statements";
import { makeTemplate } from "@/tools/scale/testing/large-airline";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { acquireTestServer, connect, databaseUrl } from "@/tools/test/test-server";
import { machine, type Row, tableOf } from "./support/report";

/**
 * What every read of a page or of the API costs when the airline is 20 times as large: `node --import tsx bench/scale.ts
 * [--quick]`. It makes an airline of 50,000 customers and one of 1,000,000, with 10 rows of history each, by SQL, asks all
 * reads of the one and then of the other, and names each statement that reads a large table whole. `--quick`: 1,000 and 20,000 customers.
 */
const quick = process.argv.includes("--quick");
const CUSTOMERS = quick ? 1_000 : 50_000;
const FLIGHTS = quick ? 6 : 60;
const TIMES = 20;
const ROUNDS = 15;
const LARGE = 20_000;

const { adminUrl, template, databasePrefix, release } = await acquireTestServer();
const names = { x1: `${databasePrefix}scale_x1`, x20: `${databasePrefix}scale_x20` };
const urls = { x1: databaseUrl(adminUrl, names.x1), x20: databaseUrl(adminUrl, names.x20) };
try {
  console.log(`${CUSTOMERS} and ${CUSTOMERS * TIMES} customers; ${JSON.stringify(machine())}`);
  const small = await makeAirlines();
  const rows = await measure(small);
  console.log(`\n${tableOf(rows)}\n`);
  const whole = await readWhole();
  console.log(whole.length > 0 ? whole.join("\n") : "no statement reads a large table whole");
} finally {
  await closeDatabase();
  await release();
}

async function asAdmin(statement: string): Promise<void> {
  const client = await connect(adminUrl);
  await client.query(statement).finally(() => client.end());
}

/** Both airlines from one template. The verbs of this process then read the database at DATABASE_URL. */
async function makeAirlines(): Promise<string> {
  await asAdmin(`create database ${names.x1} template ${template}`);
  Object.assign(process.env, TEST_ENVIRONMENT, { DATABASE_URL: urls.x1, LOG_LEVEL: "silent" });
  const { reservationId, date } = await makeTemplate();
  await closeDatabase();
  await asAdmin(`create database ${names.x20} template ${names.x1}`);
  for (const [name, factor] of [
    ["x1", 1],
    ["x20", TIMES],
  ] as const) {
    const began = performance.now();
    await using(name, (db) =>
      multiply(db, {
        ...{ reservationId, historyEach: 10 },
        ...{ flights: FLIGHTS * factor, customers: CUSTOMERS * factor },
      }),
    );
    console.log(
      `${CUSTOMERS * factor} customers made in ${Math.round((performance.now() - began) / 1_000)} s`,
    );
  }
  return date;
}

async function using<T>(name: keyof typeof urls, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: urls[name] });
  await db.connect();
  return work(db).finally(() => db.end());
}

/** A customer in the middle of all, with a trip that is still to come. */
function subjectOf(name: keyof typeof urls, date: string): Promise<Subject> {
  return using(name, async (db) => {
    const { rows } = await db.query(`
      select r.customer_id as "customerId", r.contact_email as email, r.id as "reservationId", r.locator,
        s.id as "segmentId", s.flight_id as "flightId", p.ticket_number as ticket,
        (select m.id from notification.messages m where m.reservation_id = r.id limit 1) as "messageId"
      from reservation.flights f join reservation.segments s on s.flight_id = f.id
      join reservation.reservations r on r.id = s.reservation_id
      join reservation.passengers p on p.reservation_id = r.id
      where r.status = 'CREATED' and f.departs_at > now() + interval '3 days' and r.contact_email like 'scale-%'
      order by f.departs_at, r.id limit 1`);
    return { ...rows[0], date, staff: staff(), customer: customerOf(rows[0].customerId), system };
  });
}

/** Milliseconds of each read at both sizes: the median of some rounds, one size after the other. */
async function measure(date: string): Promise<Row[]> {
  const times = { x1: new Map<string, number>(), x20: new Map<string, number>() };
  for (const name of ["x1", "x20"] as const) {
    process.env.DATABASE_URL = urls[name];
    const subject = await subjectOf(name, date);
    for (const [read, ask] of Object.entries(READS)) times[name].set(read, await median(() => ask(subject)));
    await closeDatabase();
  }
  return [...times.x20]
    .map(([figure, value]) => {
      const small = times.x1.get(figure) ?? 0;
      // Half a millisecond is what a statement costs that finds nothing: below it, the noise would be compared.
      const ratio = (small + 0.5) / (value + 0.5);
      return {
        figure,
        value,
        unit: "ms",
        ratio,
        target: { atLeast: 0.8 },
        note: `${small.toFixed(2)} ms at 1×`,
      };
    })
    .sort((a, b) => a.ratio - b.ratio);
}

async function median(work: () => unknown): Promise<number> {
  await work();
  const all: number[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const began = performance.now();
    await work();
    all.push(performance.now() - began);
  }
  return all.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

async function readWhole(): Promise<string[]> {
  process.env.DATABASE_URL = urls.x20;
  const subject = await subjectOf("x20", "");
  return using("x20", async (db) => {
    const large = await largeTables(db, LARGE);
    const found: string[] = [];
    for (const [name, ask] of Object.entries(READS))
      for (const statement of await recordStatements(async () => ask({ ...subject, date: "2027-01-01" })))
        for (const table of await largeTablesReadWhole(db, statement, large))
          found.push(`${name} reads ${table} whole`);
    return [...new Set(found)];
  });
}
