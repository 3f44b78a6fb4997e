import { setTimeout as sleep } from "node:timers/promises";
import { holdInput } from "@/bench/support/booking";
import type { Customer } from "@/e2e/support/airline";
import { type Held, openCheckout, pay } from "@/e2e/support/book";
import type { TestFlight } from "@/e2e/support/flights";
import { uuidv7 } from "@/server/shared/ids";
import { signPlace } from "@/server/shared/place-token";
import type { ProvenAirline } from "./proven-airline";

const CLIENT_ERRORS = new Set([401, 403, 404, 409, 429]);

/** What the shoppers of a phase did: how long each search and hold took, and what they got. */
export class Shoppers {
  readonly milliseconds: number[] = [];
  booked = 0;
  soldOut = 0;
  /** Answers that nobody should get, with their requests. */
  readonly faults: string[] = [];
  private readonly running: Promise<void>[] = [];
  private turn = 0;

  constructor(
    private readonly airline: ProvenAirline,
    private readonly flights: readonly TestFlight[],
  ) {}

  /** Lets a customer search, hold a seat and pay. A full flight leads to the next one. */
  send(customer: Customer): void {
    const faulty = (error: unknown) => {
      this.faults.push(error instanceof Error ? error.message : String(error));
    };
    this.running.push(this.shop(customer).catch(faulty));
  }

  /** Waits until everybody who was sent is done. */
  done = () => Promise.all(this.running);

  get p95(): number {
    const sorted = [...this.milliseconds].sort((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
  }

  private async shop(customer: Customer): Promise<void> {
    const first = this.turn++;
    const flight = this.flights[first % this.flights.length] as TestFlight;
    const query = new URLSearchParams({ from: "GMP", to: "CJU", depart: flight.date, adults: "1" });
    const found = await this.timed(() => this.airline.fetch(customer, `/api/v1/offers?${query}`));
    if (found.status !== 200) throw new Error(`search: ${found.status}`);
    const held = await this.hold(customer, first);
    if (held === null) this.soldOut += 1;
    else {
      await pay(this.airline, await openCheckout(this.airline, customer, held));
      this.booked += 1;
    }
  }

  private async hold(customer: Customer, first: number): Promise<Held | null> {
    for (let n = 0; n < this.flights.length; n += 1) {
      const flight = this.flights[(first + n) % this.flights.length] as TestFlight;
      const body = holdInput(flight.id, customer);
      const answer = await this.timed(() => this.airline.post<Held>(customer, "/api/v1/reservations", body));
      if (answer.status === 201) return answer.body;
      if (answer.status !== 409) throw new Error(`hold: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return null;
  }

  private async timed<T>(ask: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const answer = await ask();
    this.milliseconds.push(performance.now() - began);
    return answer;
  }
}

/** Programs that try to get round the queue, until they are told to stop. */
export class Bots {
  tries = 0;
  /** What a bot got and should not have. */
  readonly gains: string[] = [];
  private running = true;
  private readonly workers: Promise<void>[];

  constructor(
    private readonly airline: ProvenAirline,
    private readonly saleEventId: string,
    private readonly flights: readonly TestFlight[],
    /** Members who have taken no place, and those who have one at the end of the queue. */
    people: { strangers: readonly Customer[]; waiting: readonly Customer[] },
  ) {
    this.workers = [
      ...people.strangers.map((bot) => this.keepDoing(() => this.deepLink(bot))),
      ...people.strangers.map((bot) => this.keepDoing(() => this.forge(bot))),
      ...people.waiting.map((bot) => this.keepDoing(() => this.refresh(bot))),
    ];
  }

  async stop(): Promise<void> {
    this.running = false;
    await Promise.all(this.workers);
  }

  private async keepDoing(work: () => Promise<void>): Promise<void> {
    while (this.running) {
      this.tries += 1;
      await work().catch((error) => this.gains.push(String(error)));
      await sleep(400);
    }
  }

  private get flight(): TestFlight {
    return this.flights[this.tries % this.flights.length] as TestFlight;
  }

  /** Holds a seat without having waited. */
  private async deepLink(bot: Customer): Promise<void> {
    const { status } = await this.airline.post(bot, "/api/v1/reservations", holdInput(this.flight.id, bot));
    if (status !== 429) this.gains.push(`a hold without a place: ${status}`);
  }

  /** Comes with a token of somebody else's form: another signature, and a place that there is not. */
  private async forge(bot: Customer): Promise<void> {
    const real = signPlace({ saleEventId: this.saleEventId, placeId: uuidv7() });
    for (const token of [real, `${real.slice(0, -4)}AAAA`]) {
      const query = new URLSearchParams({ from: "GMP", to: "CJU", depart: this.flight.date });
      const headers = { "Waiting-Room-Place": token };
      const { status } = await this.airline.fetch(bot, `/api/v1/offers?${query}`, { headers });
      if (!CLIENT_ERRORS.has(status)) this.gains.push(`a search with a forged token: ${status}`);
    }
  }

  /** Takes its place again and again. The number must stay as it is. */
  private async refresh(bot: Customer): Promise<void> {
    const path = `/api/v1/waiting-rooms/${this.saleEventId}/place`;
    const numbers = new Set<unknown>();
    for (let n = 0; n < 2; n += 1) {
      const { status, body } = await this.airline.post<{ number: number | null }>(bot, path, {});
      if (status !== 201) this.gains.push(`a place again: ${status}`);
      // Null before the lottery: its draw between two questions is no gain.
      if (body.number !== null) numbers.add(body.number);
    }
    if (numbers.size > 1) this.gains.push(`another number by asking again: ${[...numbers].join(", ")}`);
  }
}
