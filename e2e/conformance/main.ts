import path from "node:path";
import { migrate } from "@/db/migrate";
import { Airline } from "@/e2e/support/airline";
import { ROOT } from "@/tools/root";
import { seed } from "@/tools/seed/main";
import { emptyDataDir } from "@/tools/start/data-dir";
import { claimPort } from "@/tools/start/ports";
import { Stack } from "@/tools/start/stack";
import { UNSHED } from "@/tools/start/unshed";
import { breakEngine, runAirline } from "./airline-scenarios";
import { commandEngine, type Engine, runningEngine, standIn } from "./engine";
import { type Keys, type ProbeApp, probeFunctions, refusedFunctions, startProbeApp } from "./probe-app";
import { probeEngine } from "./probes";
import { type EngineProxy, startProxy } from "./proxy";
import { Report } from "./report";

/**
 * `npm run conformance`: tests from outside what the airline needs of an event engine. By default the engine is the
 * local stand-in in its harsh mode. INNGEST_BASE_URL with both keys names another one; CONFORMANCE_ENGINE_COMMAND
 * starts that one, so that it can be killed. `npm test` runs this with `--short`.
 */
const SHORT = process.argv.includes("--short");
const DATA_DIR = path.join(ROOT, ".data-conformance");
const LOCAL_KEYS: Keys = {
  eventKey: "conformance-event-key-0123456789",
  signingKey: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
};
const SEEDED_DAYS = 2;
const effort = SHORT
  ? { bookings: 16, kills: 1, deafMs: 5_000 }
  : { bookings: 40, kills: 3, deafMs: 600_000 };

const { INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY, CONFORMANCE_ENGINE_COMMAND } = process.env;
const keys: Keys = INNGEST_BASE_URL
  ? { eventKey: INNGEST_EVENT_KEY ?? "", signingKey: INNGEST_SIGNING_KEY ?? "" }
  : LOCAL_KEYS;

const cleanUp: (() => Promise<unknown>)[] = [];
async function closeAll(): Promise<void> {
  for (const close of cleanUp.splice(0).reverse()) await close().catch((error) => console.error(error));
}
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void closeAll().finally(() => process.exit(1)));

/** A fresh engine, and the database that the stand-in keeps its state in. */
async function engineOf(world: string, appUrls: readonly string[]): Promise<Engine> {
  const env = { INNGEST_EVENT_KEY: keys.eventKey, INNGEST_SIGNING_KEY: keys.signingKey };
  const dataDir = path.join(DATA_DIR, `${world}-engine`);
  const logFile = path.join(dataDir, "engine.log");
  if (INNGEST_BASE_URL && !CONFORMANCE_ENGINE_COMMAND) return runningEngine(INNGEST_BASE_URL);
  if (INNGEST_BASE_URL && CONFORMANCE_ENGINE_COMMAND) {
    const more = { ...env, CONFORMANCE_DATA_DIR: dataDir };
    return commandEngine(CONFORMANCE_ENGINE_COMMAND, INNGEST_BASE_URL, () => more, logFile);
  }
  const state = new Stack({ dataDir, env: {}, parts: ["postgres"], ports: { postgres: 55_000 } });
  await state.start();
  cleanUp.push(() => state.stop());
  const { DATABASE_URL = "" } = state.environment;
  return standIn(await claimPort(8990), appUrls, () => ({ ...env, DATABASE_URL }), logFile);
}

type World = { airline: Airline; engine: Engine; proxy: EngineProxy; probes: ProbeApp; refused: ProbeApp };

/** An airline that starts for the first time, before its engine or after it. */
async function openWorld(name: string, first: "engine" | "site"): Promise<World> {
  const [sitePort, probePort, refusedPort] = [
    await claimPort(3800),
    await claimPort(3850),
    await claimPort(3860),
  ];
  const urls = [`http://localhost:${sitePort}`, `http://127.0.0.1:${probePort}`];
  const engine = await engineOf(name, urls);
  cleanUp.push(() => engine.stop());
  if (first === "engine") await engine.start();
  const proxy = await startProxy(engine.url, await claimPort(8980));
  cleanUp.push(() => proxy.stop());
  const stack = new Stack({
    dataDir: path.join(DATA_DIR, name),
    env: {
      INNGEST_BASE_URL: proxy.url,
      INNGEST_EVENT_KEY: keys.eventKey,
      INNGEST_SIGNING_KEY: keys.signingKey,
    },
    ports: { app: sitePort, postgres: 55_100, gateway: 12_900, mailbox: 8930, smtp: 1930 },
    partEnv: { app: { MAX_HOLDS_PER_ADDRESS: "1000", MAX_UNPROVEN_SHARE_PERCENT: "100", ...UNSHED } },
    prepare: migrate,
    fill: (databaseUrl) => seed(databaseUrl, { days: SEEDED_DAYS }),
  });
  cleanUp.push(() => stack.stop());
  await stack.start();
  if (first === "site") await engine.start();
  // Calls of the suite into server/ use the same database and services.
  Object.assign(process.env, stack.environment);
  const airline = new Airline(stack);
  cleanUp.push(() => airline.close());
  const probes = await startProbeApp("conformance", engine.url, keys, probePort, probeFunctions);
  const refused = await startProbeApp("conformance-refused", engine.url, keys, refusedPort, refusedFunctions);
  cleanUp.push(
    () => probes.stop(),
    () => refused.stop(),
  );
  return { airline, engine, proxy, probes, refused };
}

const SETTLED_WITHIN_MS = 360_000;

async function main(): Promise<boolean> {
  const report = new Report();
  await emptyDataDir(path.join(DATA_DIR, "engine-first"));
  await emptyDataDir(path.join(DATA_DIR, "engine-first-engine"));
  await emptyDataDir(path.join(DATA_DIR, "site-first"));
  await emptyDataDir(path.join(DATA_DIR, "site-first-engine"));
  const own = !INNGEST_BASE_URL || Boolean(CONFORMANCE_ENGINE_COMMAND);
  console.log(
    `Conformance (${SHORT ? "short" : "long"}) of ${INNGEST_BASE_URL ?? "the local stand-in, harsh"}\n`,
  );
  if (!own) report.skip("first start, the engine first", "it was not started by this suite");
  else
    await report.scenario("first start, the engine first: the seed's events have their effects", async () => {
      await (await openWorld("engine-first", "engine")).airline.drained(SETTLED_WITHIN_MS);
    });
  await closeAll();
  let world: World | undefined;
  await report.scenario("first start, the site first: the same", async () => {
    world = await openWorld("site-first", own ? "site" : "engine");
    await world.airline.drained(SETTLED_WITHIN_MS);
  });
  if (world) {
    await Promise.all([
      probeEngine(report, { ...world, longest: !SHORT }),
      runAirline(report, { ...world, ...effort }),
    ]);
    await breakEngine(report, { ...world, ...effort });
  }
  return report.close(process.env.CONFORMANCE_REPORT);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await closeAll();
}
