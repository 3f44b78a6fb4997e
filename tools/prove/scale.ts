import { setTimeout as sleep } from "node:timers/promises";
import { until } from "@/e2e/support/until";
import { Autoscaler, changeAgainstRule } from "./autoscaler";
import { Load } from "./load";
import type { Proof, ProofRow } from "./proof";
import { openAirline, type ProvenAirline } from "./proven-airline";
import { type CpuUse, cpuUse } from "./work-cost";

const DRAIN_MS = 180_000;
const MEASURED_WITHIN_MS = 180_000;
/** How long the one customer of the quiet phases waits between bookings. */
const QUIET_PAUSE_MS = 1_500;
/** A small database server, for the arithmetic of the table. */
const DATABASE_CORES = 4;

type Effort = {
  replicas: number;
  quietMs: number;
  growWithinMs: number;
  /** How many bookings of the peak are measured. */
  bookings: number;
  bookers: number;
  backWithinMs: number;
};
const SHORT: Effort = {
  replicas: 2,
  quietMs: 3_000,
  growWithinMs: 40_000,
  bookings: 40,
  bookers: 8,
  backWithinMs: 40_000,
};
const LONG: Effort = {
  replicas: 4,
  quietMs: 15_000,
  growWithinMs: 120_000,
  bookings: 1_000,
  bookers: 12,
  backWithinMs: 90_000,
};

/** One replica becomes several under load and one again after it, by the rule of Kubernetes' autoscaler. */
export const scale: Proof = {
  name: "scale",
  async run({ short, say }) {
    const effort = short ? SHORT : LONG;
    const airline = await openAirline("scale", { replicas: effort.replicas });
    const scaler = new Autoscaler(airline.stack.apps, () => airline.proxy.open(), say);
    try {
      await scaler.start();
      const load = await Load.open(airline, { patient: false });
      const rows = await phases(airline, load, scaler, effort, say);
      await load.stop();
      await scaler.stop();
      rows.push(requestRow(airline), ...(await load.rows()));
      say("waiting until all work is done");
      return { rows, laws: await airline.drained(DRAIN_MS) };
    } finally {
      await scaler.stop();
      await airline.close();
    }
  },
};

async function phases(
  airline: ProvenAirline,
  load: Load,
  scaler: Autoscaler,
  effort: Effort,
  say: (text: string) => void,
): Promise<ProofRow[]> {
  say("quiet");
  load.add({ bookers: 1, pauseMs: QUIET_PAUSE_MS });
  await sleep(effort.quietMs);
  say("peak");
  load.add({ bookers: effort.bookers - 1 });
  await until(
    async () => scaler.running,
    (running) => running === effort.replicas,
    { timeoutMs: effort.growWithinMs },
  );
  const peak = await measured(airline, load, effort.bookings);
  await load.stop();
  say("quiet again");
  load.resume();
  load.add({ bookers: 1, pauseMs: QUIET_PAUSE_MS });
  await until(
    async () => scaler.running,
    (running) => running === 1,
    { timeoutMs: effort.backWithinMs },
  );
  return [replicasRow(scaler, effort), ...costRows(peak)];
}

/**
 * Other work on the machine makes requests slow, so that more of them are open, and replicas come earlier. The row asks that
 * all of them ran at the peak and one afterwards, and that each change is what the rule says for the load that was measured.
 */
function replicasRow({ path, changes, running, most }: Autoscaler, { replicas }: Effort): ProofRow {
  const wrong = changeAgainstRule(changes, replicas);
  const why =
    wrong && `; ${wrong.from} → ${wrong.to} after ${wrong.uses.map((use) => use.toFixed(1)).join(", ")}`;
  return {
    what: "replicas by measured load (open requests)",
    wanted: `up to ${replicas} and back to 1, by the rule`,
    measured: `${path.join(" → ")}${why ?? ""}`,
    kept: path[0] === 1 && most === replicas && running === 1 && wrong === null,
  };
}

type Peak = { perSecond: number; bookings: number; cpu: CpuUse };

/** What the next so many bookings cost, when all replicas run; fewer on a machine that is slow with them. */
async function measured(airline: ProvenAirline, load: Load, wanted: number): Promise<Peak> {
  const [began, before, cpuBefore] = [performance.now(), load.booked.length, cpuUse(airline)];
  const isOver = () => performance.now() - began >= MEASURED_WITHIN_MS;
  while (load.booked.length - before < wanted && !isOver()) await sleep(20);
  const bookings = load.booked.length - before;
  const after = cpuUse(airline);
  const per = (part: keyof CpuUse) => ((after[part] - cpuBefore[part]) * 1000) / Math.max(1, bookings);
  const cpu = { site: per("site"), database: per("database"), engine: per("engine"), others: per("others") };
  return { perSecond: (bookings * 1000) / (performance.now() - began), bookings, cpu };
}

/** What a core gives, and where the database ends it: CPU milliseconds of one booking with all that follows it. */
function costRows({ perSecond, bookings, cpu }: Peak): ProofRow[] {
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const perSiteCore = 1000 / cpu.site;
  const databaseLimit = (DATABASE_CORES * 1000) / cpu.database;
  const cores = databaseLimit / perSiteCore;
  return [
    {
      what: "whole bookings at the peak, with all that follows by event",
      wanted: "more than 0",
      measured: `${perSecond.toFixed(1)} /s (${bookings}) on this machine, all parts and clients on it`,
      kept: bookings > 0,
    },
    {
      what: "CPU time of one booking",
      wanted: "PostgreSQL needs less than the site",
      measured: `site ${ms(cpu.site)}, PostgreSQL ${ms(cpu.database)}, event engine ${ms(cpu.engine)}, gateway, mailbox, proxy and clients ${ms(cpu.others)}`,
      kept: cpu.database > 0 && cpu.database < cpu.site,
    },
    {
      what: "what N cores of the site give",
      wanted: "N × 1000 ÷ site ms",
      measured: `${perSiteCore.toFixed(1)} bookings/s each; 10 cores ${(10 * perSiteCore).toFixed(0)} /s`,
      kept: perSiteCore > 0,
    },
    {
      what: `where PostgreSQL on ${DATABASE_CORES} cores becomes the limit`,
      wanted: `${DATABASE_CORES} × 1000 ÷ PostgreSQL ms`,
      measured: `${databaseLimit.toFixed(0)} bookings/s, that is ${cores.toFixed(0)} cores of the site`,
      kept: cores > 1,
    },
  ];
}

const requestRow = ({ tally }: ProvenAirline): ProofRow => ({
  what: "requests while replicas come and go",
  wanted: "0 failed",
  measured: tally.text,
  kept: tally.requests > 50 && tally.failures.length === 0,
});
