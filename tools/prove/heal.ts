import { until } from "@/e2e/support/until";
import { type KeepRunning, keepRunning } from "@/tools/start/keep-running";
import { Load } from "./load";
import type { Proof, ProofRow } from "./proof";
import { openAirline, type ProvenAirline } from "./proven-airline";

/** What fails without a part, and for whom. */
type Need = {
  part: string;
  /** SIGSTOP freezes a part: it lives and answers nothing. Default SIGKILL. */
  signal?: "SIGSTOP";
  wanted: string;
  mayFail: (what: string) => boolean;
  /** The request of each client may be in its hands. */
  inItsHands?: boolean;
};

const never = () => false;
const PAYMENT = /\/payment(:| |$)/;

/** What has long pauses between its tries dies first: it is tried again while the other parts die. */
const NEEDS: readonly Need[] = [
  { part: "postgres", wanted: "everything waits for it", mayFail: () => true },
  { part: "mailbox", wanted: "no request fails", mayFail: never },
  { part: "inngest", wanted: "no request fails", mayFail: never },
  { part: "app", wanted: "only what it was answering fails", mayFail: never, inItsHands: true },
  { part: "app-2", wanted: "only what it was answering fails", mayFail: never, inItsHands: true },
  { part: "gateway", wanted: "only payments fail", mayFail: (what) => PAYMENT.test(what) },
];

/** The watcher needs three unanswered probes to call a part dead. */
const FROZEN: Need = {
  part: "app-2",
  signal: "SIGSTOP",
  wanted: "only what it was answering fails",
  mayFail: never,
  inItsHands: true,
};

/**
 * In the short form the mail server stays: what it could not take is sent by a sweep a minute or two later, and a test of its
 * own waits for that (e2e/faults/outages.spec.ts). A frozen replica is in e2e/faults/frozen.spec.ts too.
 */
const needsOf = (short: boolean): readonly Need[] =>
  short ? NEEDS.filter(({ part }) => part !== "mailbox") : [...NEEDS, FROZEN];

/** A part is started again after half a second; PostgreSQL also recovers, and a replica compiles its code. */
const RUNS_AGAIN_MS = 20_000;
const SELLS_AGAIN_MS = 30_000;
const DRAIN_MS = 180_000;

/** kill -9 of each part in turn while customers browse and book through the proxy. */
export const heal: Proof = {
  name: "heal",
  async run({ short, say }) {
    const airline = await openAirline("heal", { replicas: 2 });
    const lines: string[] = [];
    const running = keepRunning(airline.stack, {
      say: (line) => lines.push(line),
      probeEveryMs: 500,
      probeTimeoutMs: 2_000,
    });
    try {
      const load = await Load.open(airline, { patient: true });
      load.add(short ? { bookers: 2, browsers: 1, pauseMs: 50 } : { bookers: 4, browsers: 2 });
      const rows: ProofRow[] = [];
      for (let round = 0; round < (short ? 1 : 3); round++)
        for (const need of needsOf(short)) {
          say(nameOf(need));
          rows.push(await killed(airline, load, need, lines));
        }
      await load.stop();
      rows.push(...(await load.rows()));
      say("waiting until all work is done");
      return { rows, laws: await airline.drained(DRAIN_MS) };
    } finally {
      await end(running, airline);
    }
  },
};

const nameOf = ({ part, signal }: Need) => `${signal ?? "kill -9"} ${part}`;

async function end(running: KeepRunning, airline: ProvenAirline): Promise<void> {
  await running.stop();
  await airline.close();
}

async function killed(airline: ProvenAirline, load: Load, need: Need, lines: string[]): Promise<ProofRow> {
  lines.length = 0;
  const part = airline.stack.parts.find(({ name }) => name === need.part);
  if (!part?.pid) throw new Error(`${need.part} does not run`);
  const began = performance.now();
  process.kill(part.pid, need.signal ?? "SIGKILL");
  const seconds = () => (performance.now() - began) / 1000;
  await until(
    async () => lines.some((line) => line.startsWith(`${need.part} runs again`)),
    (runs) => runs,
    { timeoutMs: RUNS_AGAIN_MS, everyMs: 20, describe: () => lines.join("\n") },
  );
  const runsAgain = seconds();
  const before = load.booked.length;
  await until(
    async () => load.booked.length,
    (now) => now > before,
    { timeoutMs: SELLS_AGAIN_MS, everyMs: 20 },
  );
  const sellsAgain = seconds();
  const failures = airline.tally.since(began);
  const wrong = failures.filter((what) => !need.mayFail(what));
  return {
    what: nameOf(need),
    wanted: need.wanted,
    measured: `runs again after ${runsAgain.toFixed(1)} s, next booking complete after ${sellsAgain.toFixed(1)} s, ${failures.length} requests failed${wrong.length > 0 ? ` (${wrong.slice(0, 3).join("; ")})` : ""}`,
    kept: wrong.length <= (need.inItsHands ? load.clients : 0),
  };
}
