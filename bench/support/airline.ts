import pg from "pg";
import { closeDatabase } from "@/db/client";
import { hasBacklog } from "@/server/assurance/backlog-view";
import { checkLaws, isDrained } from "@/server/assurance/check-laws";
import type { LawReport } from "@/server/assurance/schemas";
import type { Stack } from "@/tools/start/stack";
import { type Customer, makeCustomers, Rotation, Supply } from "./customers";
import { putOnSale } from "./flights";
import type { Effort } from "./options";
import { type CpuTimes, cpuSeconds } from "./processes";
import { LIMITS } from "./setup";
import { Site } from "./site";
import { until } from "./until";

const FLIGHTS = 200;
const UNITS_PER_FLIGHT = 200;
/** More units than any round sells. */
const UNITS_OF_HOT_FLIGHT = 10_000;

/** The running airline with its customers and flights, as the figures use it. */
export class Airline {
  readonly site: Site;
  /** For the bench's own queries; verbs that it calls use the pool of db/client.ts. */
  readonly db: pg.Pool;
  readonly sold = new Set<number>();
  /** Bookings that were paid and confirmed, as their clients were told. */
  confirmed = 0;
  private people: { holders: Supply<Customer>; payers: Rotation<Customer> } | null = null;
  private spread: Rotation<number> | null = null;

  constructor(
    readonly stack: Stack,
    readonly effort: Effort,
  ) {
    // Verbs that are called in this process use the same database and services.
    Object.assign(process.env, stack.environment, LIMITS);
    this.site = new Site(stack.app.url);
    this.db = new pg.Pool({ connectionString: this.databaseUrl, max: 8 }).on("error", () => {});
  }

  get databaseUrl(): string {
    return this.stack.environment.DATABASE_URL ?? "";
  }

  /** Makes customers and the 200 flights. */
  async fill(): Promise<void> {
    const { holders, payers } = this.effort;
    const secret = this.stack.environment.NEXTAUTH_SECRET ?? "";
    const all = await makeCustomers(this.db, secret, holders + payers);
    this.people = {
      holders: new Supply(all.slice(0, holders)),
      payers: new Rotation(all.slice(holders)),
    };
    this.spread = new Rotation(await this.putOnSale(FLIGHTS, UNITS_PER_FLIGHT));
  }

  /** A customer who holds nothing yet; null when there is none left. */
  holder(): Customer | null {
    return this.ready(this.people).holders.take();
  }

  /** A customer who books and pays. */
  payer(): Customer {
    return this.ready(this.people).payers.take();
  }

  /** The next of the 200 flights. */
  flight(): number {
    return this.ready(this.spread).take();
  }

  /** A new flight that all customers want. */
  async hotFlight(): Promise<number> {
    const [id] = await this.putOnSale(1, UNITS_OF_HOT_FLIGHT);
    return id as number;
  }

  /** New flights for a figure of its own, with one fare. */
  async flights(count: number, units: number, amount: number): Promise<number[]> {
    return this.putOnSale(count, units, amount);
  }

  /** CPU seconds so far of all processes that work on a booking. */
  cpu(): CpuTimes {
    const own = process.cpuUsage();
    const { app, postgres, gateway, inngest, mailbox } = this.stack;
    return {
      site: cpuSeconds(app.pid),
      database: cpuSeconds(postgres?.pid ?? null),
      gateway: cpuSeconds(gateway.pid),
      engine: cpuSeconds(inngest.pid),
      mailbox: cpuSeconds(mailbox.pid),
      clients: (own.user + own.system) / 1e6,
    };
  }

  /** Waits until every effect of every event has happened, with every law kept. */
  drained(timeoutMs: number): Promise<LawReport[]> {
    const deadline = Date.now() + timeoutMs - 1_000;
    // The laws read every unit of the airline, so they are checked only when the queues are empty.
    const ask = async () => (Date.now() < deadline && (await hasBacklog()) ? [] : checkLawsNow());
    return until(ask, (reports) => reports.length > 0 && isDrained(reports), {
      timeoutMs,
      everyMs: 250,
      describe: (reports) => JSON.stringify(reports?.filter((r) => !r.ok || r.pending > 0)),
    });
  }

  async close(): Promise<void> {
    this.site.close();
    await this.db.end();
    await closeDatabase();
  }

  private async putOnSale(count: number, units: number, amount?: number): Promise<number[]> {
    const ids = await putOnSale(count, units, amount);
    for (const id of ids) this.sold.add(id);
    return ids;
  }

  private ready<T>(part: T | null): T {
    if (part === null) throw new Error("fill() comes first");
    return part;
  }
}

/** Without the provider's sums: the bench sends the notices itself, and the gateway never gets a card. */
const checkLawsNow = () => checkLaws();
