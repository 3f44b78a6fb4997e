import path from "node:path";
import { checkLaws } from "@/server/assurance/check-laws";
import { ROOT } from "@/tools/root";
import type { Stack } from "@/tools/start/stack";
import { availability } from "./figures/availability";
import { bookings, bookingsWithEngine } from "./figures/bookings";
import { changes } from "./figures/changes";
import type { Figure } from "./figures/figure";
import { holdOn, holds } from "./figures/holds";
import { pages } from "./figures/pages";
import { receipts } from "./figures/receipts";
import { replicas } from "./figures/replicas";
import { restart } from "./figures/restart";
import { saga } from "./figures/saga";
import { visible } from "./figures/visible";
import { Airline } from "./support/airline";
import { book } from "./support/booking";
import { Memory } from "./support/memory";
import { type Options, readOptions } from "./support/options";
import { cpuTableOf, isMet, machine, type Result, type Row, tableOf, writeResults } from "./support/report";
import { benchStack, DATA_DIR, prepareData } from "./support/setup";
import { assertNothingOversold } from "./support/sold";

/** In this order: figures that leave work for the event engine come last, with the engine stopped. */
const FIGURES: readonly Figure[] = [
  visible,
  saga,
  bookingsWithEngine,
  receipts,
  pages,
  availability,
  holds,
  changes,
  replicas,
  bookings,
];
const PAST = { bookings: 100, holds: 30, atOnce: 8 };

const say = (text: string) => console.log(text);
let stack: Stack | null = null;

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    say(`\n${signal}: stopping …`);
    void Promise.resolve(stack?.stop()).finally(() => process.exit(1));
  });

try {
  const names = ["restart", "memory", ...FIGURES.map((figure) => figure.name)];
  const kept = await run(readOptions(process.argv.slice(2), names));
  process.exitCode = kept ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
}

/** @returns whether all laws held; a missed target is reported and is no failure. */
async function run(options: Options): Promise<boolean> {
  const began = performance.now();
  const before = machine();
  say(`MSA Air, bench (${options.quick ? "quick" : "full"}): ${JSON.stringify(before)}\n`);
  if (before.loadAverage > before.cores / 2)
    say("Others keep this machine busy: rates will be low and times long; ratios suffer less.\n");
  await step("migrate and seed", () => prepareData(() => {}));
  const wanted = (name: string) => options.only === null || options.only === name;
  const rows: Row[] = wanted("restart") ? await step("restart", restart) : [];
  const { kept, ...result } = await measure(options, wanted);
  rows.push(...result.rows);
  say(`\n${tableOf(rows)}\n\n${result.rates.length > 0 ? `${cpuTableOf(result.rates)}\n` : ""}`);
  const file = path.join(DATA_DIR, "results.json");
  const met = rows.map((row) => ({ ...row, met: isMet(row) }));
  writeResults(file, { machine: before, options, rows: met, rates: result.rates, lawsKept: kept });
  say(
    `${Math.round((performance.now() - began) / 1000)} s in all; ${path.relative(ROOT, file)} has the figures.`,
  );
  return kept;
}

async function measure(
  options: Options,
  wanted: (name: string) => boolean,
): Promise<Result & { kept: boolean }> {
  const current = benchStack();
  stack = current;
  current.onCrash((part, how) => {
    say(`\n${part.name} ended unexpectedly (${how}); see ${part.logFile}`);
    void current.stop().finally(() => process.exit(1));
  });
  try {
    await step("start", () => current.start());
    return await measureRunning(current, options, wanted);
  } finally {
    await current.stop();
    stack = null;
  }
}

async function measureRunning(
  current: Stack,
  options: Options,
  wanted: (name: string) => boolean,
): Promise<Result & { kept: boolean }> {
  const airline = new Airline(current, options.effort);
  const memory = new Memory(current);
  const all: Result = { rows: [], rates: [] };
  try {
    await airline.site.ask("/ko");
    await memory.noteIdle();
    await step("customers and flights", () => airline.fill());
    await step("first bookings", () => makePast(airline));
    memory.noteEngine();
    for (const figure of FIGURES.filter(({ name }) => wanted(name))) {
      // From here on the engine stays stopped.
      if (figure.engine === "stopped") await current.inngest.stop();
      const { rows, rates } = await step(figure.name, () => figure.measure(airline));
      memory.noteEngine();
      all.rows.push(...rows);
      all.rates.push(...rates);
    }
    if (wanted("memory")) all.rows.push(...(await memory.rows()));
    await assertNothingOversold(airline);
    return { ...all, kept: await lawsKept() };
  } finally {
    await airline.close();
  }
}

/**
 * Warms the airline up: afterwards the compiler, the caches and the engine have seen every step, and the database has
 * statistics of its tables, as from the second minute on.
 */
async function makePast(airline: Airline): Promise<void> {
  let left = PAST.bookings;
  const booker = async () => {
    while (left-- > 0) await book(airline, airline.payer(), airline.flight());
  };
  await Promise.all(Array.from({ length: PAST.atOnce }, booker));
  for (let n = 0; n < PAST.holds; n++) await holdOn(airline, airline.flight());
  await airline.drained(60_000);
  await airline.db.query("analyze");
}

async function lawsKept(): Promise<boolean> {
  const reports = await checkLaws();
  for (const { law, ok, pending, violations } of reports)
    say(
      `${law} ${ok ? "kept" : `VIOLATED: ${JSON.stringify(violations)}`}${pending ? `, ${pending} under way` : ""}`,
    );
  return reports.every((report) => report.ok);
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  say(`• ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return result;
}
