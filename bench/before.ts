import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startPostgres } from "@/tools/postgres/postgres";
import { ROOT } from "@/tools/root";
import { CLIENTS, readOptions } from "./support/options";
import { cpuSeconds } from "./support/processes";
import { cpuTableOf, machine, tableOf } from "./support/report";
import { sideBySide } from "./support/rounds";
import { checkOut, Version } from "./support/version";

/**
 * Whether a booking has become slower: `node --import tsx bench/before.ts [commit] [--quick]` books by the verbs of an older
 * commit and by those of this checkout, each in a process and a database of its own, in turns on one PostgreSQL. Without a
 * commit it is the last release before reservations became orders of tickets, coupons and charges.
 */
const BEFORE_THE_ORDER = "1eede2bec82722674599af43bf2bf0eaa229078c";
/** Below this a booking has become slower by more than the noise of a machine. */
const AT_LEAST = 0.9;
/**
 * Bookings before the measuring begins. Each connection plans a statement anew five times and keeps the plan then; a site that
 * runs for days has that behind it.
 */
const WARM_UP = 400;
/** Short rounds in more turns: other work on the machine then affects both alike. */
const TURNS = 3;

const args = process.argv.slice(2);
const commit = args.find((arg) => !arg.startsWith("--")) ?? BEFORE_THE_ORDER;
const { effort } = readOptions(
  args.filter((arg) => arg.startsWith("--")),
  [],
);
const work = fs.mkdtempSync(path.join(os.tmpdir(), "msa-before-"));
const versions: Version[] = [];
const postgres = await startPostgres({ dataDir: path.join(ROOT, ".data-bench/before") });
try {
  process.exitCode = (await measure()) ? 0 : 1;
} finally {
  await Promise.all(versions.map((version) => version.stop()));
  await postgres.stop();
  fs.rmSync(work, { recursive: true, force: true });
}

/** @returns whether a booking is not slower than before. */
async function measure(): Promise<boolean> {
  console.log(
    `bookings by the verbs of ${commit.slice(0, 7)} and of this checkout; ${JSON.stringify(machine())}`,
  );
  const folder = path.join(work, "before");
  checkOut(commit, folder);
  const before = new Version("before", folder, await newDatabase("bench_before"));
  const now = new Version("now", ROOT, await newDatabase("bench_now"));
  versions.push(before, now);
  await Promise.all(versions.map((version) => version.ready()));
  for (const version of versions) await warmUp(version);
  const arms = versions.map((version) => ({
    name: `booking by the verbs, ${version.name}`,
    run: () => version.book(),
  }));
  const rates = await sideBySide(
    arms,
    { ...effort, rounds: effort.rounds * TURNS, roundMs: effort.roundMs / 2 },
    () => ({ before: before.cpu(), now: now.cpu(), database: cpuSeconds(postgres.pid) }),
  );
  const [old, current] = rates.map(({ perSecond }) => perSecond) as [number, number];
  const row = {
    figure: "booking by the verbs",
    value: current,
    unit: "/s",
    ratio: current / old,
    target: { atLeast: AT_LEAST },
    note: `÷ before (${old.toFixed(0)} /s)`,
  };
  console.log(`\n${tableOf([row])}\n\n${cpuTableOf(rates)}\n`);
  await assertBooked(before, "bench_before");
  await assertBooked(now, "bench_now");
  return row.ratio >= AT_LEAST;
}

async function warmUp(version: Version): Promise<void> {
  let left = WARM_UP;
  const client = async () => {
    while (left-- > 0) await version.book();
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

/** An empty database. @returns its address. */
async function newDatabase(name: string): Promise<string> {
  await query(postgres.url, `drop database if exists ${name} with (force)`);
  await query(postgres.url, `create database ${name}`);
  return postgres.urlOf(name);
}

/** @throws Error when the database has more or fewer bookings than were confirmed. */
async function assertBooked({ name, booked }: Version, database: string): Promise<void> {
  const [row] = await query<{ sold: number; created: number }>(
    postgres.urlOf(database),
    `select (select count(*)::int from reservation.inventory_units where sold) as sold,
      (select count(*)::int from reservation.reservations where status = 'CREATED') as created`,
  );
  if (row?.sold !== booked || row.created !== booked)
    throw new Error(`${name}: ${booked} bookings were confirmed, there are ${JSON.stringify(row)}`);
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
