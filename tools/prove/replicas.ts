import { holdInput } from "@/bench/support/booking";
import { type EngineProxy, startProxy } from "@/e2e/conformance/proxy";
import { flightsOnSale } from "@/e2e/support/flights";
import { inParallel } from "@/e2e/support/many";
import { koreanDay } from "@/e2e/support/site";
import { until } from "@/e2e/support/until";
import { claimPort } from "@/tools/start/ports";
import { Load } from "./load";
import type { Proof, ProofRow } from "./proof";
import { openAirline, type ProvenAirline } from "./proven-airline";
import { identityRows } from "./replicas-identity";

const REPLICAS = 3;
const BOOKINGS = { short: 12, long: 60 };
/** A replica keeps the rules of sale for 30 s; a request and the clock of this loop add a little. */
const POLICY_SECONDS = 32;
const DRAIN_MS = 120_000;

/** Three replicas behind one proxy: what each of them keeps for itself changes nothing for customers. */
export const replicas: Proof = {
  name: "replicas",
  async run({ short, say }) {
    const enginePort = await claimPort(8_950);
    const engine = await startProxy(`http://127.0.0.1:${enginePort}`, await claimPort(8_960));
    const env = { INNGEST_BASE_URL: engine.url };
    const airline = await openAirline("replicas", {
      replicas: REPLICAS,
      env,
      ports: { inngest: enginePort },
    });
    try {
      process.env.INNGEST_BASE_URL = engine.url;
      say("a rule of sale changes");
      const policy = policyRow(airline);
      say("sign-in, sessions and roles");
      const rows = await identityRows(airline);
      say("holds");
      rows.push(await holdsRow(airline), await lastSeatRow(airline));
      say("bookings and their events");
      rows.push(...(await eventRows(airline, engine, short)));
      rows.push(await policy);
      return { rows, laws: await airline.drained(DRAIN_MS) };
    } finally {
      await airline.close();
      await engine.stop();
    }
  },
};

/** One customer asks all replicas at once for more holds than a customer may have. */
async function holdsRow(airline: ProvenAirline): Promise<ProofRow> {
  const flights = await flightsOnSale(9, 5);
  const customer = await airline.customer();
  const codes = await Promise.all(
    flights.map(async ({ id }, n) => {
      const input = holdInput(id, customer);
      return (await airline.post(customer, "/api/v1/reservations", input, n % REPLICAS)).status;
    }),
  );
  const given = codes.filter((status) => status === 201).length;
  return {
    what: "unpaid holds of one customer, 9 at once on three replicas",
    wanted: "5 given, 4 refused",
    measured: `${given} given, ${codes.filter((status) => status >= 400 && status < 500).length} refused`,
    kept: given === 5 && codes.every((status) => status < 500),
  };
}

async function lastSeatRow(airline: ProvenAirline): Promise<ProofRow> {
  const [flight] = await flightsOnSale(1, 1);
  const people = await airline.customers(12);
  const codes = await inParallel(people.length, people.length, async (n) => {
    const customer = people[n] as (typeof people)[number];
    return (
      await airline.post(customer, "/api/v1/reservations", holdInput(flight?.id ?? 0, customer), n % REPLICAS)
    ).status;
  });
  const winners = codes.filter((status) => status === 201).length;
  return {
    what: "the last seat, 12 customers at once on three replicas",
    wanted: "1 hold",
    measured: `${winners} holds`,
    kept: winners === 1 && codes.every((status) => status < 500),
  };
}

/** Each replica has a relay. They share the outbox, and no event is sent twice. */
async function eventRows(airline: ProvenAirline, engine: EngineProxy, short: boolean): Promise<ProofRow[]> {
  const load = await Load.open(airline, { patient: false });
  const total = short ? BOOKINGS.short : BOOKINGS.long;
  const before = engine.sent.length;
  await inParallel(total, 6, () => load.book());
  await airline.drained(DRAIN_MS);
  const sent = engine.sent.slice(before);
  const distinct = new Set(sent).size;
  const missing = await load.missing();
  return [
    {
      what: `events of ${total} bookings, relayed by three replicas`,
      wanted: "each sent once",
      measured: `${sent.length} sent, ${sent.length - distinct} of them twice`,
      kept: sent.length === distinct && distinct >= total,
    },
    {
      what: "bookings whose requests went to three replicas in turn",
      wanted: "all complete",
      measured: `${load.booked.length - missing} of ${total}; ${airline.tally.text}`,
      kept: load.booked.length === total && missing === 0 && airline.tally.failures.length === 0,
    },
  ];
}

/** The lowest total of a day, as one replica computes it. */
async function lowestTotal(airline: ProvenAirline, app: number): Promise<string> {
  const day = koreanDay(5);
  const query = new URLSearchParams({ from: "GMP", to: "CJU", first: day, last: day });
  const answer = await airline.fetch(null, `/api/v1/fares?${query}`, { app });
  return answer.text();
}

/** Changes a price rule in the database, when each replica has just read the old one. */
async function policyRow(airline: ProvenAirline): Promise<ProofRow> {
  const all = Array.from({ length: REPLICAS }, (_, app) => app);
  const before = await Promise.all(all.map((app) => lowestTotal(airline, app)));
  await airline.query(
    `update reservation.policies set rules = jsonb_set(rules, '{airportCharges}',
       (select jsonb_agg(jsonb_set(c, '{amountKrw}', to_jsonb((c->>'amountKrw')::int + 1000)))
        from jsonb_array_elements(rules->'airportCharges') c))
     where kind = 'PRICING'`,
  );
  const began = performance.now();
  const seconds = await Promise.all(
    all.map(async (app) => {
      await until(
        () => lowestTotal(airline, app),
        (total) => total !== before[app],
        { timeoutMs: 60_000, everyMs: 500 },
      );
      return (performance.now() - began) / 1000;
    }),
  );
  const after = new Set(await Promise.all(all.map((app) => lowestTotal(airline, app))));
  return {
    what: "a changed price rule is in force on all replicas",
    wanted: "within 30 s, the same price",
    measured: `after ${seconds.map((s) => s.toFixed(1)).join(", ")} s; ${after.size} price`,
    kept: after.size === 1 && new Set(before).size === 1 && Math.max(...seconds) <= POLICY_SECONDS,
  };
}
