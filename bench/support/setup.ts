import path from "node:path";
import pg from "pg";
import { migrate } from "@/db/migrate";
import { ROOT } from "@/tools/root";
import { seed } from "@/tools/seed/main";
import { emptyDataDir } from "@/tools/start/data-dir";
import { Stack } from "@/tools/start/stack";
import type { StackOptions } from "@/tools/start/stack-options";
import { UNSHED } from "@/tools/start/unshed";

export const DATA_DIR = path.join(ROOT, ".data-bench");

/** The ports that are tried first; others are taken when these are in use. */
export const PORTS = {
  app: 3600,
  postgres: 54_800,
  inngest: 8800,
  gateway: 12_800,
  mailbox: 8900,
  smtp: 1800,
};

/** The days around the one that is searched must have their flights too. */
export const SEEDED_DAYS = 9;

/** Longer than a round of all arms. */
export const KEEP_ALIVE_MS = "120000";

/** Copies of the seeded database, so that pages can be compared at two sizes side by side. */
export const PAGE_DATABASES = { x1: "msa_air_pages_x1", x20: "msa_air_pages_x20" };

/** Raises the caps on abuse, which a few customers who book all the time would exceed; also for verbs called here. */
export const LIMITS = {
  MAX_HOLDS_PER_HOUR: "100000",
  MAX_UNITS_PER_CONTACT: "100000",
  MAX_UNPROVEN_SHARE_PERCENT: "100",
  // One client asks all the time: what the entry or a pressed process refuses is quick, and would be measured.
  ENTRY_READS_PER_SECOND: "1000000",
  ENTRY_READ_BURST: "1000000",
  ENTRY_WRITES_PER_MINUTE: "10000000",
  ...UNSHED,
  // While others are measured, a connection stays open.
  KEEP_ALIVE_TIMEOUT: KEEP_ALIVE_MS,
};

const options: StackOptions = {
  dataDir: DATA_DIR,
  env: {},
  ports: PORTS,
  // Each visitor comes with an address, as through a proxy.
  partEnv: { app: { TRUSTED_PROXY_HOPS: "1", ...LIMITS } },
  // The database then knows when a transaction was committed, not only when it began.
  postgresFlags: ["-c", "track_commit_timestamp=on"],
};

/** Empties the folder and makes a migrated and seeded database in it, with copies. */
export async function prepareData(report: (line: string) => void): Promise<void> {
  await emptyDataDir(DATA_DIR);
  const stack = new Stack({
    ...options,
    parts: ["postgres"],
    prepare: async (databaseUrl) => {
      await migrate(databaseUrl);
      await seed(databaseUrl, { days: SEEDED_DAYS, report });
      await copyDatabase(databaseUrl, Object.values(PAGE_DATABASES));
    },
  });
  try {
    await stack.start();
  } finally {
    await stack.stop();
  }
}

/** The whole airline over the prepared data; not started yet. */
export const benchStack = (): Stack => new Stack(options);

/** A process of the site alone, over another database of the same server. */
export function pageStack(main: Stack, database: string, port: number): Stack {
  const { DATABASE_URL = "", NEXTAUTH_SECRET } = main.environment;
  return new Stack({
    dataDir: path.join(DATA_DIR, database),
    parts: ["app"],
    ports: { ...PORTS, app: port },
    env: { DATABASE_URL: urlOf(DATABASE_URL, database), NEXTAUTH_SECRET },
  });
}

/** One more process of the site beside the main one, over the same data and services. */
export const secondSite = (main: Stack, port: number): Stack =>
  new Stack({
    dataDir: path.join(DATA_DIR, "second-site"),
    parts: ["app"],
    ports: { ...PORTS, app: port },
    env: main.environment,
    partEnv: options.partEnv,
  });

/** The address of another database of the same server. */
export function urlOf(databaseUrl: string, database: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Copies the database file by file; no connection to the original may be open. */
async function copyDatabase(databaseUrl: string, copies: readonly string[]): Promise<void> {
  const original = new URL(databaseUrl).pathname.slice(1);
  const client = new pg.Client({ connectionString: urlOf(databaseUrl, "postgres") });
  await client.connect();
  try {
    for (const copy of copies)
      await client.query(
        `create database ${client.escapeIdentifier(copy)} template ${client.escapeIdentifier(original)}`,
      );
  } finally {
    await client.end();
  }
}
