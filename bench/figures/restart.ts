import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Row } from "@/bench/support/report";
import { DATA_DIR, PORTS, SEEDED_DAYS } from "@/bench/support/setup";
import { until } from "@/bench/support/until";
import { ROOT } from "@/tools/root";
import { readRun } from "@/tools/start/run-file";
import { SERVICE_VARIABLES } from "@/tools/start/services";

const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 30_000;

/** Runs `npm start` twice over existing data: the time from the command to the first page. */
export async function restart(): Promise<Row[]> {
  await startToFirstPage();
  return [
    {
      figure: "second npm start to the first page",
      value: await startToFirstPage(),
      unit: "s",
      target: { atMost: 6 },
      note: "built before; until /ko answers 200",
    },
  ];
}

/** Starts the airline as a person would, asks for a page until it comes, and stops it again. */
async function startToFirstPage(): Promise<number> {
  const log = fs.openSync(path.join(DATA_DIR, "npm-start.log"), "a");
  const began = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: ROOT,
    env: environment(),
    detached: true,
    stdio: ["ignore", log, log],
  });
  fs.closeSync(log);
  let ended: string | null = null;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code) => {
    ended ??= `exit code ${code}`;
  });
  // Ends with the bench.
  const abandon = () => signalGroup(child.pid);
  process.once("exit", abandon);
  try {
    await until(
      async () => {
        if (ended !== null) throw new Error(`npm start: ${ended}; see ${DATA_DIR}/npm-start.log`);
        return firstPage();
      },
      (there) => there,
      { timeoutMs: START_WITHIN_MS, everyMs: 20 },
    );
    return (performance.now() - began) / 1000;
  } finally {
    signalGroup(child.pid);
    await gone();
    process.off("exit", abandon);
  }
}

async function firstPage(): Promise<boolean> {
  const site = readRun(DATA_DIR)?.addresses.app;
  if (!site) return false;
  try {
    const answer = await fetch(`${site}/ko`, { redirect: "manual" });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

function signalGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGTERM");
  } catch {
    // The process has ended already.
  }
}

/** Waits for the run file to go: npm may end before the processes that it started. */
async function gone(): Promise<void> {
  await until(
    async () => readRun(DATA_DIR),
    (run) => run === null,
    { timeoutMs: STOP_WITHIN_MS, everyMs: 50 },
  );
}

/** The bench's own folder and ports, and stand-ins even where the shell's environment names real services. */
function environment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of SERVICE_VARIABLES) delete env[name];
  return {
    ...env,
    MSA_DATA_DIR: DATA_DIR,
    MSA_SEED_DAYS: String(SEEDED_DAYS),
    PORT: String(PORTS.app),
    MSA_POSTGRES_PORT: String(PORTS.postgres),
    MSA_INNGEST_PORT: String(PORTS.inngest),
    MSA_GATEWAY_PORT: String(PORTS.gateway),
    MSA_MAILBOX_PORT: String(PORTS.mailbox),
    MSA_SMTP_PORT: String(PORTS.smtp),
  };
}
