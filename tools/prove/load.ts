import { setTimeout as sleep } from "node:timers/promises";
import { holdInput } from "@/bench/support/booking";
import type { Customer } from "@/e2e/support/airline";
import { bookingStatus, type Held, openCheckout, pay } from "@/e2e/support/book";
import { flightsOnSale } from "@/e2e/support/flights";
import { koreanDay, searchPath } from "@/e2e/support/site";
import { until } from "@/e2e/support/until";
import type { ProofRow } from "./proof";
import type { ProvenAirline } from "./proven-airline";

const CUSTOMERS = 40;
const FLIGHTS = 10;
const UNITS = 170;
/** How long a customer repeats what failed before the booking counts as lost. */
const PATIENCE_MS = 60_000;

/** A booking that the site said was created. */
export type Booked = { reservationId: string; customer: Customer };

/** Customers who browse and book through the proxy, until they are told to stop. */
export class Load {
  readonly booked: Booked[] = [];
  /** Bookings that failed for good. */
  readonly lost: string[] = [];
  private running = true;
  private readonly workers: Promise<void>[] = [];
  private taken = 0;

  private constructor(
    private readonly airline: ProvenAirline,
    private readonly customers: readonly Customer[],
    private readonly flights: readonly number[],
    /** As a customer who presses the button again: every step is repeated until it is answered. */
    private readonly patient: boolean,
  ) {}

  static async open(airline: ProvenAirline, { patient }: { patient: boolean }): Promise<Load> {
    const flights = await flightsOnSale(FLIGHTS, UNITS);
    const customers = await airline.customers(CUSTOMERS);
    return new Load(
      airline,
      customers,
      flights.map(({ id }) => id),
      patient,
    );
  }

  /** Adds customers who book one trip after the other, and visitors who open pages with all their files. */
  add({ bookers = 0, browsers = 0, pauseMs = 0 }): void {
    for (let n = 0; n < bookers; n++) this.workers.push(this.keepDoing(() => this.book(), pauseMs));
    for (let n = 0; n < browsers; n++) this.workers.push(this.keepDoing(() => this.browse(n), pauseMs));
  }

  /** Tells everybody to stop, and waits until the last booking is complete. */
  async stop(): Promise<void> {
    this.running = false;
    await Promise.all(this.workers.splice(0));
  }

  /** How many of the acknowledged bookings are not there. */
  async missing(): Promise<number> {
    const ids = this.booked.map(({ reservationId }) => reservationId);
    const [row] = await this.airline.query<{ n: number }>(
      "select count(*)::int as n from reservation.reservations where id = any($1) and status = 'CREATED'",
      [ids],
    );
    return ids.length - (row?.n ?? 0);
  }

  /** What became of the bookings, as rows of a proof's table. */
  async rows(): Promise<ProofRow[]> {
    const missing = await this.missing();
    const [firstLost] = this.lost;
    return [
      {
        what: "bookings that were acknowledged are there",
        wanted: "all",
        measured: `${this.booked.length - missing} of ${this.booked.length}`,
        kept: missing === 0 && this.booked.length > 0,
      },
      {
        what: "bookings that were begun and not completed",
        wanted: "0",
        measured: `${this.lost.length}${firstLost ? ` (${firstLost})` : ""}`,
        kept: this.lost.length === 0,
      },
    ];
  }

  /** How many customers and visitors there are: each has one request open at most. */
  get clients(): number {
    return this.workers.length;
  }

  /** Resumes for a new phase after stop(). */
  resume(): void {
    this.running = true;
  }

  private async keepDoing(work: () => Promise<void>, pauseMs: number): Promise<void> {
    while (this.running) {
      await work();
      await sleep(pauseMs);
    }
  }

  /** One whole booking: hold, payment page, card, and the site's word that it is created. */
  async book(): Promise<void> {
    const turn = this.taken++;
    const customer = this.customers[turn % this.customers.length] as Customer;
    const body = holdInput(this.flights[turn % this.flights.length] as number, customer);
    try {
      const held = await this.step(() => this.hold(customer, body));
      await this.step(() => this.payFor(customer, held));
      const status = () => this.step(() => bookingStatus(this.airline, customer, held.reservationId));
      await until(status, (s) => s === "CREATED", { timeoutMs: PATIENCE_MS });
      this.booked.push({ reservationId: held.reservationId, customer });
    } catch (error) {
      this.lost.push(error instanceof Error ? error.message : String(error));
      await sleep(200);
    }
  }

  private async hold(customer: Customer, body: unknown): Promise<Held> {
    const answer = await this.airline.post<Held>(customer, "/api/v1/reservations", body);
    if (answer.status !== 201) throw new Error(`hold: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Opens the payment page and pays, unless the answer to an earlier try was lost and it is paid already. */
  private async payFor(customer: Customer, held: Held): Promise<void> {
    if ((await bookingStatus(this.airline, customer, held.reservationId)) === "CREATED") return;
    await pay(this.airline, await openCheckout(this.airline, customer, held));
  }

  private async step<T>(work: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!this.patient || Date.now() > deadline) throw error;
        await sleep(250);
      }
    }
  }

  /** Opens a page and loads every script and style sheet that it names, as a browser with an empty cache does. */
  private async browse(n: number): Promise<void> {
    const path = PAGES[(n + this.taken++) % PAGES.length] as string;
    const customer = this.customers[n % this.customers.length] as Customer;
    try {
      const missing = await this.missingFile(customer, path);
      if (missing !== null) this.airline.tally.fail(`GET ${missing}: not found`);
    } catch {
      // The tally has it.
      await sleep(50);
    }
  }

  /** Loads a page with its files. @returns the first file that was not found, or null. */
  private async missingFile(customer: Customer, path: string): Promise<string | null> {
    const page = await this.airline.fetch(customer, path);
    for (const file of filesOf(await page.text())) {
      const answer = await this.airline.fetch(null, file);
      await answer.arrayBuffer();
      if (answer.status === 404) return file;
    }
    return null;
  }
}

const PAGES = [
  "/ko",
  searchPath({ from: "GMP", to: "CJU", depart: koreanDay(5) }),
  "/en/sign-in",
  "/ko/trips",
  "/api/pages/messages/unread",
];

/** The addresses of a page's scripts and style sheets. */
const filesOf = (html: string): string[] => [
  ...new Set(
    [...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"?]+\.(?:js|css))/g)].map(([, file]) => file ?? ""),
  ),
];
