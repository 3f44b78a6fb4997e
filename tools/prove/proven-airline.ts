import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { makeCustomers } from "@/bench/support/customers";
import { migrate } from "@/db/migrate";
import { Airline, type Customer } from "@/e2e/support/airline";
import { ROOT } from "@/tools/root";
import { seed } from "@/tools/seed/main";
import { emptyDataDir } from "@/tools/start/data-dir";
import { claimPort } from "@/tools/start/ports";
import type { Ports } from "@/tools/start/services";
import { type Stack, startStack } from "@/tools/start/stack";
import { UNSHED } from "@/tools/start/unshed";
import { type Haproxy, startHaproxy } from "./haproxy";
import { Tally } from "./tally";

const SEEDED_DAYS = 9;

/** Room for a few customers who book all the time. */
const LIMITS = {
  MAX_HOLDS_PER_ADDRESS: "100000",
  MAX_HOLDS_PER_HOUR: "100000",
  MAX_UNITS_PER_CONTACT: "100000",
  MAX_UNPROVEN_SHARE_PERCENT: "100",
};

/** How long a replica that was asked to end still serves: longer than the proxy takes to notice. */
const SHUTDOWN_PAUSE_MS = 2_000;
/** Longer than the proxy keeps an idle connection: else it may send a request on one that the site is closing. */
const KEEP_ALIVE_MS = 65_000;

export type ProofStackOptions = {
  /** How many replicas of the site. */
  replicas: number;
  /** Build folder; a link is followed at each start of a replica. */
  distDir?: string;
  /** More variables of the replicas. */
  env?: Record<string, string>;
  /** Ports to take first. */
  ports?: Partial<Ports>;
};

/** The airline with several replicas behind a real proxy. Every request is counted. */
export class ProvenAirline extends Airline {
  readonly tally = new Tally();

  constructor(
    stack: Stack,
    front: string,
    readonly proxy: Haproxy,
    private readonly db: pg.Pool,
  ) {
    super(stack, { front });
  }

  override async fetch(...[person, path, init]: Parameters<Airline["fetch"]>): Promise<Response> {
    return this.tally.note(`${init?.method ?? "GET"} ${path}`, async () => {
      const response = await super.fetch(person, path, init);
      // An answer that breaks off has failed too.
      await response.clone().arrayBuffer();
      return response;
    });
  }

  /** Customers with a session, who did not have to sign up. */
  async customers(count: number): Promise<Customer[]> {
    const secret = this.stack.environment.NEXTAUTH_SECRET ?? "";
    return (await makeCustomers(this.db, secret, count)).map((customer) => ({ ...customer, name: "김민지" }));
  }

  async query<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.db.query<T>(text, values)).rows;
  }

  /** Stops the proxy and every part. */
  override async close(): Promise<void> {
    await this.proxy.stop();
    await this.db.end();
    await super.close();
    await this.stack.stop();
  }
}

/** Starts a fresh airline for a proof, on ports and in a folder of its own. */
export async function openAirline(name: string, options: ProofStackOptions): Promise<ProvenAirline> {
  const dataDir = path.join(ROOT, ".data-prove", name);
  await emptyDataDir(dataDir);
  fs.mkdirSync(dataDir, { recursive: true });
  const port = await claimPort(3_900);
  const front = `http://localhost:${port}`;
  const stack = await startStack({
    dataDir,
    distDir: options.distDir,
    // The engine, the payment provider and the customers come through the proxy.
    env: { APP_URL: front },
    apps: options.replicas,
    ports: {
      app: 3_910,
      postgres: 55_200,
      inngest: 8_950,
      gateway: 13_200,
      mailbox: 9_100,
      smtp: 1_900,
      ...options.ports,
    },
    partEnv: {
      app: {
        TRUSTED_PROXY_HOPS: "1",
        SHUTDOWN_PAUSE_MS: String(SHUTDOWN_PAUSE_MS),
        KEEP_ALIVE_TIMEOUT: String(KEEP_ALIVE_MS),
        ...UNSHED,
        ...LIMITS,
        ...options.env,
      },
    },
    prepare: async (databaseUrl) => {
      await migrate(databaseUrl);
      await seed(databaseUrl, { days: SEEDED_DAYS });
    },
  });
  try {
    // Verbs that the proof calls use the same database and services.
    Object.assign(process.env, stack.environment, LIMITS);
    const proxy = await startHaproxy(port, stack.apps, dataDir);
    const db = new pg.Pool({ connectionString: stack.environment.DATABASE_URL, max: 2 });
    // Its server is killed in some proofs.
    db.on("error", () => undefined);
    return new ProvenAirline(stack, front, proxy, db);
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
