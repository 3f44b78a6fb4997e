import { pathToFileURL } from "node:url";
import { sql } from "drizzle-orm";
import { closeDatabase, database } from "@/db/client";
import { addDays, KOREA_ZONE, type LocalDate, toLocal } from "@/server/shared/time";
import { seedAccounts } from "./accounts";
import { DEMO_ACCOUNTS, demoAccountsAllowed } from "./demo-accounts";
import { missingFlights, seedSeasonSchedules, sellTimetable } from "./flights";
import { seedPolicies, seedReference } from "./reference";

export { DEMO_ACCOUNTS };

export type SeedOptions = {
  /** So many days of flights, from today on. */
  days?: number;
  /** In Korea. */
  today?: LocalDate;
  /** Told of each phase as it ends. */
  report?: (line: string) => void;
};

const DEFAULT_DAYS = 60;

/** MSA_SEED_DAYS: fewer days of flights, for a quicker first start. */
export function seedOptions(): SeedOptions {
  const days = Number(process.env.MSA_SEED_DAYS);
  return days > 0 ? { days } : {};
}

/**
 * Fills a migrated database with a network, fares, rules and demo accounts. The same day gives the same
 * data; a second run adds only what is missing, so that flights reach `days` ahead again.
 */
export async function seed(databaseUrl: string, options: SeedOptions = {}): Promise<void> {
  const { days = DEFAULT_DAYS, today = toLocal(new Date(), KOREA_ZONE).date, report = () => {} } = options;
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
  await using(databaseUrl, async () => {
    await phase("network and rules", async () => {
      await seedReference();
      await seedPolicies(today);
      await seedSeasonSchedules(period);
    });
    if (demoAccountsAllowed(databaseUrl)) await phase("demo accounts", seedAccounts);
    else
      report("demo accounts        left out: the database is not local; set SEED_DEMO_PASSWORD to make them");
    const flights = await phase("flights", async () => sellTimetable(await missingFlights(period)));
    if (flights > 0) await phase("statistics", analyze);
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
  await seed(process.env.DATABASE_URL, { ...seedOptions(), report: (line) => console.log(line) });
}
