import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT } from "@/tools/root";
import { SERVICE_VARIABLES } from "@/tools/start/services";
import { ensureChromium } from "./chromium";

/** The counts of one check of `npm test`. A check without tests counts as one. */
export interface Outcome {
  passed: number;
  failed: number;
  /** How many of those that passed did so only at the second try. */
  flaky?: number;
}

export type Print = (text: string | Uint8Array) => void;

export interface Check {
  name: string;
  /** Neighbours of one group run beside each other; without a group a check has the machine for itself. */
  group?: string;
  /** A check that runs beside others is given a printer; one that runs alone has the terminal. */
  run: (print?: Print) => Promise<Outcome>;
}

const REPORTS = path.join(ROOT, "test-results");
const bin = (name: string) => path.join(ROOT, "node_modules/.bin", name);
const tsx = (script: string) => [process.execPath, "--import", "tsx", script];

/** Checks that read the source and need one processor each. */
const reading = (name: string, ...commands: string[][]): Check => ({
  name,
  group: "reading",
  run: (print) => oneOf(commands, print),
});

/** All that `npm test` does, in this order. */
export const CHECKS: Check[] = [
  reading("lint", [bin("biome"), "check", "--error-on-warnings", "."]),
  reading("typecheck", [bin("next"), "typegen"], [bin("tsc"), "--noEmit"]),
  reading("boundaries", tsx("tools/checks/check-boundaries.ts")),
  reading("sizes", tsx("tools/checks/check-sizes.ts")),
  reading("vocabulary", tsx("tools/checks/check-vocabulary.ts")),
  reading("reads", tsx("tools/checks/check-reads.ts")),
  reading("documented-paths", tsx("tools/checks/check-documented-paths.ts")),
  reading("one-place", tsx("tools/checks/check-one-place.ts")),
  reading("eventstorming", tsx("tools/checks/check-eventstorming.ts")),
  reading("client-messages", tsx("tools/client-messages/main.ts")),
  reading("workflows", tsx("tools/checks/check-workflows.ts")),
  reading("migrations", tsx("tools/checks/check-migrations.ts")),
  reading("unused", [bin("knip"), "--no-progress"]),
  reading("openapi", tsx("tools/openapi/check-openapi.ts")),
  reading("messages", tsx("tools/checks/check-messages.ts")),
  { name: "chart", group: "reading", run: (print) => vitest("chart", print) },
  { name: "unit", run: () => vitest("unit") },
  { name: "integration", run: () => vitest("integration") },
  { name: "build", run: () => oneOf([[process.execPath, "tools/ensure.mjs", "--build"]]) },
  { name: "image", run: image },
  { name: "e2e", run: playwright },
  { name: "prove", run: prove },
  { name: "conformance", run: conformance },
];

/** Runs commands one after the other; together they count as one check. */
async function oneOf(commands: string[][], print?: Print): Promise<Outcome> {
  for (const command of commands) if (!(await succeeds(command, {}, print))) return { passed: 0, failed: 1 };
  return { passed: 1, failed: 0 };
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
}

async function vitest(project: string, print?: Print): Promise<Outcome> {
  const file = reportFile(`vitest-${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const succeeded = await succeeds([bin("vitest"), "run", "--project", project, ...reporters], {}, print);
  const report = readReport<VitestReport>(file);
  return counted(succeeded, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0);
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
}

async function playwright(): Promise<Outcome> {
  const file = reportFile("playwright.json");
  const env = { MSA_CHROMIUM: ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const succeeded = await succeeds([bin("playwright"), "test", "--reporter=list,json"], env);
  const { expected = 0, flaky = 0, unexpected = 0 } = readReport<PlaywrightReport>(file)?.stats ?? {};
  return { ...counted(succeeded, expected + flaky, unexpected), flaky };
}

/** Carries out the Dockerfile with the build of the check before, and runs what comes out. */
async function image(): Promise<Outcome> {
  const file = reportFile("image.json");
  const succeeded = await succeeds(tsx("tools/image/check-image.ts"), { IMAGE_REPORT: file });
  const report = readReport<{ passed: number; failed: number }>(file);
  return counted(succeeded, report?.passed ?? 0, report?.failed ?? 0);
}

/** Tests the event engine from outside: the local one in its harsh mode. */
async function conformance(): Promise<Outcome> {
  const file = reportFile("conformance.json");
  const succeeded = await succeeds([...tsx("e2e/conformance/main.ts"), "--short"], {
    CONFORMANCE_REPORT: file,
  });
  const report = readReport<{ passed: number; failed: number }>(file);
  return counted(succeeded, report?.passed ?? 0, report?.failed ?? 0);
}

/** The short forms of all proofs of operation. Each row of a table and each law counts as one. */
async function prove(): Promise<Outcome> {
  const file = reportFile("prove.json");
  const succeeded = await succeeds([...tsx("tools/prove/main.ts"), "all", "--short"], {
    PROVE_REPORT: file,
  });
  const report = readReport<{ passed: number; failed: number }>(file);
  return counted(succeeded, report?.passed ?? 0, report?.failed ?? 0);
}

/** A run that failed outside of its tests, or that found none, is a failure too. */
export function counted(succeeded: boolean, passed: number, failed: number): Outcome {
  const silentFailure = failed === 0 && (!succeeded || passed === 0);
  return { passed, failed: silentFailure ? 1 : failed };
}

function reportFile(name: string): string {
  fs.mkdirSync(REPORTS, { recursive: true });
  // Playwright empties test-results when it starts; its report is written at the end.
  const file = path.join(REPORTS, name);
  fs.rmSync(file, { force: true });
  return file;
}

function readReport<T>(file: string): T | null {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as T) : null;
}

/** The environment without outside services: a test must never reach a real database or account. */
function testEnvironment(more: Record<string, string>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...more };
  for (const name of SERVICE_VARIABLES) delete env[name];
  return env;
}

/** How long the last words of a command may take. A process that it left behind could hold its output open. */
const LAST_WORDS_MS = 2_000;

/** Runs a command to its end. Its output goes to `print`, or to the terminal. */
function succeeds(
  [program = "", ...args]: string[],
  env: Record<string, string> = {},
  print?: Print,
): Promise<boolean> {
  const output = print ? "pipe" : "inherit";
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ["ignore", output, output],
    env: testEnvironment(env),
  });
  if (print) for (const stream of [child.stdout, child.stderr]) stream?.on("data", print);
  const closed = once(child, "close").catch(() => {});
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGTERM", forward);
  return new Promise((resolve) => {
    child.once("error", (error) => {
      (print ?? console.error)(error.message);
      resolve(false);
    });
    child.once("exit", async (code) => {
      process.off("SIGTERM", forward);
      await Promise.race([closed, pause(LAST_WORDS_MS, undefined, { ref: false })]);
      resolve(code === 0);
    });
  });
}
