import { pathToFileURL } from "node:url";
import { sql } from "drizzle-orm";
import { closeDatabase, database } from "@/db/client";
import { addDays, KOREA_ZONE, type LocalDate, toLocal } from "@/server/shared/time";
import { seedAccounts } from "./accounts";
import { DEMO_ACCOUNTS, demoAccountsAllowed } from "./demo-accounts";
import { missingFlights, seedSeasonSchedules, sellTimetable } from "./flights";
import { reservePast, sellPast, settlePast, withoutSealing } from "./past/past";
import { seedPolicies, seedReference } from "./reference";

export { DEMO_ACCOUNTS };

export type SeedOptions = {
  /** So many days of flights, from today on. */
  days?: number;
  /** In Korea. */
  today?: LocalDate;
  /** So many days of flights that have left, with the trips that were sold: an airline at work. Only for a new database. */
  pastDays?: number;
  /** Told of each phase as it ends. */
  report?: (line: string) => void;
};

const DEFAULT_DAYS = 60;
/** The oldest trip was sold so long before the first flight of the past; its rules of sale are needed. */
const SOLD_BEFORE_DAYS = 90;

const DEFAULT_PAST_DAYS = 60;

/** A variable that holds a number of days; undefined when it holds none. */
const daysIn = (name: string): number | undefined => {
  const days = Number(process.env[name] || Number.NaN);
  return Number.isInteger(days) && days >= 0 ? days : undefined;
};

/** MSA_SEED_DAYS: fewer days of flights, for a quicker first start. MSA_SEED_PAST_DAYS: 0 leaves the past out. */
export function seedOptions(): SeedOptions {
  const days = daysIn("MSA_SEED_DAYS");
  return { ...(days && { days }), pastDays: daysIn("MSA_SEED_PAST_DAYS") ?? (days ? 0 : DEFAULT_PAST_DAYS) };
}

/**
 * Fills a migrated database with a network, fares, rules and demo accounts. The same day gives the same
 * data; a second run adds only what is missing, so that flights reach `days` ahead again.
 */
export async function seed(databaseUrl: string, options: SeedOptions = {}): Promise<void> {
  const { days = DEFAULT_DAYS, pastDays = 0, report = () => {} } = options;
  const { today = toLocal(new Date(), KOREA_ZONE).date } = options;
  const period = { from: today, to: addDays(today, days - 1) };
  const phase = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    report(
      `${name.padEnd(20)} ${seconds.padStart(5)} s${typeof result === "number" ? `  ${result} new` : ""}`,
    );
    return result;
  };
  const fill = async (): Promise<boolean> => {
    const hasPast = pastDays > 0 && (await reservePast());
    if (hasPast) period.from = addDays(today, -pastDays);
    await phase("network and rules", async () => {
      await seedReference();
      await seedPolicies(hasPast ? addDays(period.from, -SOLD_BEFORE_DAYS) : today);
      await seedSeasonSchedules(period);
    });
    if (demoAccountsAllowed(databaseUrl)) await phase("demo accounts", seedAccounts);
    else
      report("demo accounts        left out: the database is not local; set SEED_DEMO_PASSWORD to make them");
    const flights = await phase("flights", async () => sellTimetable(await missingFlights(period)));
    if (flights > 0) await phase("statistics", analyze);
    if (hasPast) await phase("trips", () => sellPast(today));
    return hasPast;
  };
  await using(databaseUrl, async () => {
    const hasPast = pastDays > 0 ? await withoutSealing(fill) : await fill();
    if (!hasPast) return;
    await phase("statistics", analyze);
    await phase("views and seals", settlePast);
  });
}

/** The verbs find their database in the environment. */
async function using(databaseUrl: string, work: () => Promise<void>): Promise<void> {
  const before = process.env.DATABASE_URL;
  process.env.DATABASE_URL = databaseUrl;
  try {
    await work();
  } finally {
    await closeDatabase();
    if (before === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = before;
  }
}

/**
 * Without it the first searches would be planned for empty tables. Tables that are empty are left out: what
 * PostgreSQL knows to be empty it plans to read whole, and keeps that plan while the first bookings fill it.
 */
async function analyze(): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    const { rows } = await tx.execute<{ name: string }>(sql`
      select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
      where pg_relation_size(relid) > 0`);
    if (rows.length > 0) await tx.execute(sql.raw(`analyze ${rows.map(({ name }) => name).join(", ")}`));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (!process.env.DATABASE_URL) throw new Error("DATABASE_URL is not set");
  // A past has payments, which the provider would have to know: only `npm start` can tell it of them.
  await seed(process.env.DATABASE_URL, {
    ...seedOptions(),
    pastDays: 0,
    report: (line) => console.log(line),
  });
}
