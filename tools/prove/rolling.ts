import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { migrateFrom } from "@/db/migrate";
import { until } from "@/e2e/support/until";
import { ROOT } from "@/tools/root";
import type { Part } from "@/tools/start/part";
import { furtherMigrations } from "./further-migrations";
import { Load } from "./load";
import { type OldTab, openTabs } from "./old-tabs";
import { buildOtherVersion, renameBuild } from "./other-build";
import type { Proof, ProofRow } from "./proof";
import { openAirline, type ProvenAirline } from "./proven-airline";

const FOLDER = path.join(ROOT, ".data-prove/builds");
const DRAIN_MS = 120_000;
/** How long a new replica serves before the next one is taken out, as `minReadySeconds` of a Deployment. */
const SETTLE_MS = 500;
const READY_MS = 30_000;

/** Ten releases (two in the short form) on running replicas, one replica at a time, while customers browse and book. */
export const rolling: Proof = {
  name: "rolling",
  async run({ short, say }) {
    const builds = makeBuilds(short, say);
    const current = path.join(FOLDER, "current");
    pointTo(current, builds[0] as string);
    const airline = await openAirline("rolling", { replicas: short ? 2 : 3, distDir: current });
    const tabs = await openTabs(airline);
    try {
      const load = await Load.open(airline, { patient: false });
      load.add(short ? { bookers: 2, browsers: 2, pauseMs: 30 } : { bookers: 4, browsers: 3 });
      const rows: ProofRow[] = [await migrated(airline, load)];
      for (let release = 1; release <= (short ? 2 : 10); release++) {
        const tab = await tabs.open(`release ${release}`);
        say(`release ${release}`);
        pointTo(current, builds[release % builds.length] as string);
        for (const replica of airline.stack.apps) await replace(replica, airline);
        rows.push(await tabRow(tab, release));
      }
      await load.stop();
      rows.push(requestRow(airline), ...(await load.rows()));
      say("waiting until all work is done");
      return { rows, laws: await airline.drained(DRAIN_MS) };
    } finally {
      await tabs.close();
      await airline.close();
    }
  },
};

/** Three versions. From the first to the second, server actions keep their ids; the third has others. */
function makeBuilds(short: boolean, say: (text: string) => void): string[] {
  const first = path.resolve(ROOT, process.env.MSA_DIST_DIR || ".next");
  const [one, two, three] = ["one", "two", "three"].map((name) => path.join(FOLDER, name)) as [
    string,
    string,
    string,
  ];
  fs.rmSync(FOLDER, { recursive: true, force: true });
  fs.mkdirSync(FOLDER, { recursive: true });
  const given = { standalone: path.join(first, "standalone") };
  fs.cpSync(given.standalone, path.join(one, "standalone"), { recursive: true, verbatimSymlinks: true });
  if (short) renameBuild(one, two, "b2", { actions: false });
  else {
    say("building a second version");
    buildOtherVersion(two);
  }
  renameBuild(one, three, "a3", { actions: true });
  return [one, two, three];
}

/** Replicas start from this link, so a release is one move, and a replica that runs keeps what it has. */
function pointTo(link: string, build: string): void {
  fs.rmSync(`${link}.new`, { force: true });
  fs.symlinkSync(build, `${link}.new`);
  fs.renameSync(`${link}.new`, link);
}

/** SIGTERM, drain, a new process; then until the proxy sends it requests again and for some time after. */
async function replace(replica: Part, airline: ProvenAirline): Promise<void> {
  await replica.stop();
  await replica.start();
  await until(
    () => airline.proxy.isUp(replica.name),
    (up) => up,
    { timeoutMs: READY_MS, everyMs: 50 },
  );
  await sleep(SETTLE_MS);
  if (airline.tally.failures.length > 50) throw new Error(`a release fails: ${airline.tally.text}`);
}

/** A release begins with its migration, while the version before serves. */
async function migrated(airline: ProvenAirline, load: Load): Promise<ProofRow> {
  await until(
    async () => load.booked.length,
    (booked) => booked > 1,
    { timeoutMs: 30_000 },
  );
  const [began, before] = [performance.now(), load.booked.length];
  const folder = furtherMigrations(path.join(FOLDER, "migrations"));
  await migrateFrom(airline.stack.environment.DATABASE_URL ?? "", folder);
  const tookMs = performance.now() - began;
  await until(
    async () => load.booked.length,
    (booked) => booked > before + 2,
    { timeoutMs: 30_000 },
  );
  const failures = airline.tally.since(began);
  return {
    what: "migration while the version before serves",
    wanted: "0 failed requests",
    measured: `${tookMs.toFixed(0)} ms, ${failures.length} failed${failures[0] ? ` (${failures[0]})` : ""}`,
    kept: failures.length === 0,
  };
}

async function tabRow(tab: OldTab, release: number): Promise<ProofRow> {
  const { works, how } = await tab.goOn();
  return {
    what: `release ${release}: a tab of the version before`,
    wanted: "works, or says that the site is newer",
    measured: how,
    kept: works,
  };
}

function requestRow({ tally }: ProvenAirline): ProofRow {
  return {
    what: "requests through the proxy",
    wanted: "0 failed",
    measured: tally.text,
    kept: tally.requests > 100 && tally.failures.length === 0,
  };
}
