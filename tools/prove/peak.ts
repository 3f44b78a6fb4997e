import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { cpuSeconds } from "@/bench/support/processes";
import type { Customer } from "@/e2e/support/airline";
import { flightsOnSale, type TestFlight } from "@/e2e/support/flights";
import { inParallel } from "@/e2e/support/many";
import { until } from "@/e2e/support/until";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { registerSaleEvent, takePlace } from "@/server/waiting-room";
import { drawOrder } from "@/server/waiting-room/domain/lottery";
import { Bots, Shoppers } from "./peak-people";
import { asksPerSecond, Polls } from "./peak-polls";
import type { Proof, ProofRow } from "./proof";
import { openAirline, type ProvenAirline } from "./proven-airline";

const DRAIN_MS = 300_000;
/** So many wait as far as polling goes, in both forms: an answer costs the same however many places there are. */
const POLLERS = 20_000;
const BOTS = 4;
const OPENING_MS = 3_000;

type Effort = {
  replicas: number;
  waiters: number;
  seats: number;
  flights: number;
  shoppersPerMinute: number;
  /** How long shoppers come without a sale event, for comparison. */
  normalMs: number;
  pollMs: number;
  /**
   * How often the p95 of admitted shoppers may be the normal one, and the share of a core that polling may take. Null in the short
   * form: it runs within `npm test`, where nothing depends on how busy a machine is.
   */
  limits: { slower: number; pollingCores: number } | null;
  withinMs: number;
};
const SHORT: Effort = {
  ...{ replicas: 1, waiters: 400, seats: 60, flights: 2, shoppersPerMinute: 480 },
  ...{ normalMs: 4_000, pollMs: 4_000, limits: null, withinMs: 180_000 },
};
const LONG: Effort = {
  ...{ replicas: 2, waiters: 20_000, seats: 2_000, flights: 16, shoppersPerMinute: 420 },
  ...{ normalMs: 60_000, pollMs: 30_000, limits: { slower: 1.2, pollingCores: 0.1 }, withinMs: 900_000 },
};

const describe = ({ booked, soldOut, faults }: Shoppers, admitted: number): string =>
  `${admitted} admitted, ${booked} bought, ${soldOut} told that it is sold out, faults: ${faults.join(" · ") || "none"}`;

/** A sale opens for many more people than there are seats: fair, never oversold, and as fast as always for those inside. */
export const peak: Proof = {
  name: "peak",
  async run({ short, say }) {
    const effort = short ? SHORT : LONG;
    const airline = await openAirline("peak", { replicas: effort.replicas });
    try {
      const rows = await new Peak(airline, effort, say).rows();
      say("waiting until all work is done");
      return { rows, laws: await airline.drained(DRAIN_MS) };
    } finally {
      await airline.close();
    }
  },
};

class Peak {
  private flights: TestFlight[] = [];
  private people: Customer[] = [];
  private strangers: Customer[] = [];
  private saleEventId = "";

  constructor(
    private readonly airline: ProvenAirline,
    private readonly effort: Effort,
    private readonly say: (text: string) => void,
  ) {}

  async rows(): Promise<ProofRow[]> {
    const { waiters, seats, flights } = this.effort;
    this.say("shoppers without a sale event");
    const normal = await this.shopNormally();
    this.flights = await flightsOnSale(flights, seats / flights);
    this.say(`${waiters} people take their places`);
    await this.gather(Math.max(20, Math.round(normal.p95)));
    this.say("the sale opens");
    const { shoppers, bots, polls } = await this.sell();
    this.say(`${POLLERS} people ask how far it is`);
    const cost = await this.pollingCost();
    return [
      await this.orderRow(),
      await this.oversoldRow(shoppers),
      speedRow(normal, shoppers, this.effort.limits),
      botRow(bots),
      pollRow(polls, cost, this.effort.limits),
    ];
  }

  private get path(): string {
    return `/api/v1/waiting-rooms/${this.saleEventId}`;
  }

  /** The same shoppers at the same pace on flights of their own: what is normal on this machine. */
  private async shopNormally(): Promise<Shoppers> {
    const { normalMs, shoppersPerMinute } = this.effort;
    const count = Math.ceil((normalMs * shoppersPerMinute) / 60_000);
    const shoppers = new Shoppers(this.airline, await flightsOnSale(2, Math.min(170, count)));
    // The first requests of a process are slow, whatever they are.
    for (const customer of await this.airline.customers(3)) shoppers.send(customer);
    await shoppers.done();
    shoppers.milliseconds.length = 0;
    for (const customer of await this.airline.customers(count)) {
      shoppers.send(customer);
      await sleep(60_000 / shoppersPerMinute);
    }
    await shoppers.done();
    return shoppers;
  }

  /** @param targetP95Ms the pace follows the answers: a busy machine admits fewer. */
  private async gather(targetP95Ms: number): Promise<void> {
    const { waiters, shoppersPerMinute } = this.effort;
    [this.people, this.strangers] = [
      await this.airline.customers(waiters),
      await this.airline.customers(BOTS),
    ];
    const days = this.flights.map(({ date }) => date).sort();
    const now = Date.now();
    const at = (ms: number) => new Date(now + ms).toISOString();
    const { id } = await registerSaleEvent(staff("REVENUE"), {
      ...{ key: uuidv7(), nameKo: "찜 특가 오픈", nameEn: "Big sale", routes: ["GMP-CJU"] },
      ...{ firstDay: days[0] ?? null, lastDay: days.at(-1) ?? null },
      ...{ waitsFrom: at(-60_000), opensAt: at(3_600_000), closesAt: at(6 * 3_600_000) },
      ...{ shoppersPerMinute, targetP95Ms, mostShoppers: 100_000, stayMinutes: 30 },
    });
    this.saleEventId = id;
    await this.guarded();
    // Every twentieth comes from two devices.
    const coming = this.people.flatMap((person, n) => (n % 20 === 0 ? [person, person] : [person]));
    await inParallel(coming.length, 6, (n) => this.join(coming[n] as Customer));
    await this.airline.query(
      `update waiting_room.sale_events set opens_at = clock_timestamp() + $2 * interval '1 millisecond' where id = $1`,
      [id, OPENING_MS],
    );
    await this.airline.query(
      `update waiting_room.counters set paced_at = clock_timestamp() + $2 * interval '1 millisecond' where sale_event_id = $1`,
      [id, OPENING_MS],
    );
  }

  /** A process knows a sale event a second after it was registered; this one counts from the moment of its registration. */
  private async guarded(): Promise<void> {
    const query = new URLSearchParams({ from: "GMP", to: "CJU", depart: this.flights[0]?.date ?? "" });
    const search = async () =>
      (await this.airline.fetch(this.strangers[0] ?? null, `/api/v1/offers?${query}`)).status;
    await until(search, (status) => status === 429, { timeoutMs: 10_000, everyMs: 100 });
  }

  private join({ id, email }: Customer) {
    const ctx = { actor: { kind: "CUSTOMER" as const, id, email, address: "prove" } };
    return takePlace(ctx, { saleEventId: this.saleEventId });
  }

  /** The opening: shoppers come in as they are admitted, all others ask how far it is, and bots try what they can. */
  private async sell(): Promise<{ shoppers: Shoppers; bots: Bots; polls: Polls }> {
    const shoppers = new Shoppers(this.airline, this.flights);
    const polls = new Polls(`${this.airline.stack.app.url}${this.path}`, asksPerSecond(POLLERS));
    const bots = new Bots(this.airline, this.saleEventId, this.flights, {
      strangers: this.strangers,
      waiting: this.people.slice(0, BOTS),
    });
    const inside = new Set<string>();
    await until(
      async () => {
        for (const customer of await this.newlyAdmitted(inside)) shoppers.send(customer);
        return shoppers.booked + shoppers.soldOut;
      },
      (served) => served >= this.effort.seats + 5 || shoppers.faults.length > 20,
      { timeoutMs: this.effort.withinMs, everyMs: 200, describe: () => describe(shoppers, inside.size) },
    );
    await Promise.all([shoppers.done(), bots.stop(), polls.stop()]);
    return { shoppers, bots, polls };
  }

  /** The customers whose numbers were admitted since the last look; bots do not shop. */
  private async newlyAdmitted(inside: Set<string>): Promise<Customer[]> {
    const rows = await this.airline.query<{ id: string }>(
      `select substring(holder from 8) as id from waiting_room.places
       where sale_event_id = $1 and admitted_at is not null order by number`,
      [this.saleEventId],
    );
    const fresh = new Set(rows.map(({ id }) => id).filter((id) => !inside.has(id)));
    for (const id of fresh) inside.add(id);
    return this.people.slice(BOTS).filter(({ id }) => fresh.has(id));
  }

  /** CPU of the site while nobody shops and 20,000 people ask, less what it uses when nobody does. */
  private async pollingCost(): Promise<{ cores: number; perSecond: number; failed: number }> {
    const { pollMs } = this.effort;
    const pid = this.airline.stack.app.pid;
    const used = async (work: () => Promise<void>) => {
      const before = cpuSeconds(pid);
      await work();
      return cpuSeconds(pid) - before;
    };
    await this.airline.drained(DRAIN_MS);
    const idle = await used(() => sleep(pollMs));
    const polls = new Polls(`${this.airline.stack.app.url}${this.path}`, asksPerSecond(POLLERS));
    const busy = await used(() => sleep(pollMs));
    await polls.stop();
    const seconds = pollMs / 1_000;
    return {
      cores: Math.max(0, busy - idle) / seconds,
      perSecond: polls.asked / seconds,
      failed: polls.failed,
    };
  }

  /** The numbers are those of the lottery, nobody has two places, and nobody was admitted before a smaller number. */
  private async orderRow(): Promise<ProofRow> {
    const rows = await this.airline.query<{ id: string; holder: string; admitted: number | null }>(
      `select id, holder, extract(epoch from admitted_at)::float8 as admitted from waiting_room.places
       where sale_event_id = $1 order by number`,
      [this.saleEventId],
    );
    const status = (await (await this.airline.fetch(null, this.path)).json()) as {
      seed: string;
      seedHash: string;
    };
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    const drawn = drawOrder(
      status.seed,
      rows.map(({ id }) => id),
      sha256,
    );
    const misplaced = drawn.filter((id, n) => rows[n]?.id !== id).length;
    const admitted = rows.map((row) => row.admitted ?? Number.POSITIVE_INFINITY);
    const overtaken = admitted.filter((at, n) => n > 0 && at < (admitted[n - 1] ?? 0)).length;
    const people = new Set(rows.map(({ holder }) => holder)).size;
    const isWhole = rows.length === this.effort.waiters && people === rows.length;
    return {
      what: "the order of the queue, by the seed that was published afterwards",
      wanted: `${this.effort.waiters} places, 0 out of order`,
      measured: `${rows.length} places of ${people} people, ${misplaced} not as drawn, ${overtaken} overtaken`,
      kept: isWhole && misplaced === 0 && overtaken === 0 && sha256(status.seed) === status.seedHash,
    };
  }

  private async oversoldRow({ booked, soldOut, faults }: Shoppers): Promise<ProofRow> {
    const { seats } = this.effort;
    const flightIds = this.flights.map(({ id }) => id);
    const [row] = await this.airline.query<{ sold: number }>(
      `select count(*)::int as sold from reservation.segments s join reservation.reservations r on r.id = s.reservation_id
       where s.flight_id = any($1) and r.status = 'CREATED'`,
      [flightIds],
    );
    const sold = row?.sold ?? 0;
    const [fault] = faults;
    return {
      what: `seats sold of ${seats}`,
      wanted: `${seats}, 0 oversold, no fault`,
      measured: `${sold} sold, ${booked} bought, ${soldOut} told that it is sold out, ${faults.length} faults${fault ? ` (${fault})` : ""}`,
      kept: sold === seats && booked === seats && faults.length === 0,
    };
  }
}

function speedRow(normal: Shoppers, shoppers: Shoppers, limits: Effort["limits"]): ProofRow {
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  return {
    what: "search and hold of admitted shoppers, p95",
    wanted: limits ? `at most ${limits.slower} × normal` : "measured only",
    measured: `${ms(shoppers.p95)} (${shoppers.milliseconds.length} requests), normal ${ms(normal.p95)} (${normal.milliseconds.length})`,
    kept: !limits || shoppers.p95 <= limits.slower * normal.p95,
  };
}

const botRow = ({ tries, gains }: Bots): ProofRow => ({
  what: "bots that refresh, forge and link deep",
  wanted: "nothing gained",
  measured: `${tries} tries, ${gains.length} gains${gains[0] ? ` (${gains[0]})` : ""}`,
  kept: tries > 10 && gains.length === 0,
});

const pollRow = (
  during: Polls,
  { cores, perSecond, failed }: { cores: number; perSecond: number; failed: number },
  limits: Effort["limits"],
): ProofRow => ({
  what: `${POLLERS} people who ask how far it is`,
  wanted: limits ? `less than ${limits.pollingCores * 100} % of a core, none fails` : "none fails",
  measured: `${(cores * 100).toFixed(1)} % of a core at ${perSecond.toFixed(0)} /s, ${failed + during.failed} failed`,
  kept: (!limits || cores < limits.pollingCores) && failed + during.failed === 0,
});
