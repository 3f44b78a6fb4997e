import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
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

export interface Check {
  name: string;
  run: () => Promise<Outcome>;
}

const REPORTS = path.join(ROOT, "test-results");
const bin = (name: string) => path.join(ROOT, "node_modules/.bin", name);
const tsx = (script: string) => [process.execPath, "--import", "tsx", script];

/** All that `npm test` does, in this order. */
export const CHECKS: Check[] = [
  { name: "lint", run: () => oneOf([bin("biome"), "check", "--error-on-warnings", "."]) },
  { name: "typecheck", run: () => oneOf([bin("next"), "typegen"], [bin("tsc"), "--noEmit"]) },
  { name: "boundaries", run: () => oneOf(tsx("tools/checks/check-boundaries.ts")) },
  { name: "sizes", run: () => oneOf(tsx("tools/checks/check-sizes.ts")) },
  { name: "vocabulary", run: () => oneOf(tsx("tools/checks/check-vocabulary.ts")) },
  { name: "reads", run: () => oneOf(tsx("tools/checks/check-reads.ts")) },
  { name: "documented-paths", run: () => oneOf(tsx("tools/checks/check-documented-paths.ts")) },
  { name: "one-place", run: () => oneOf(tsx("tools/checks/check-one-place.ts")) },
  { name: "workflows", run: () => oneOf(tsx("tools/checks/check-workflows.ts")) },
  { name: "migrations", run: () => oneOf(tsx("tools/checks/check-migrations.ts")) },
  { name: "unused", run: () => oneOf([bin("knip"), "--no-progress"]) },
  { name: "messages", run: () => oneOf(tsx("tools/checks/check-messages.ts")) },
  { name: "unit", run: () => vitest("unit") },
  { name: "chart", run: () => vitest("chart") },
  { name: "integration", run: () => vitest("integration") },
  { name: "build", run: () => oneOf([process.execPath, "tools/ensure.mjs", "--build"]) },
  { name: "image", run: image },
  { name: "e2e", run: playwright },
  { name: "prove", run: prove },
  { name: "conformance", run: conformance },
];

/** Runs commands one after the other; together they count as one check. */
async function oneOf(...commands: string[][]): Promise<Outcome> {
  for (const command of commands) if (!(await succeeds(command))) return { passed: 0, failed: 1 };
  return { passed: 1, failed: 0 };
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
}

async function vitest(project: string): Promise<Outcome> {
  const file = reportFile(`vitest-${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const succeeded = await succeeds([bin("vitest"), "run", "--project", project, ...reporters]);
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
  const succeeded = await succeeds([...tsx("tools/prove/main.ts"), "all", "--short"], { PROVE_REPORT: file });
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

function succeeds([program = "", ...args]: string[], env: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: testEnvironment(env),
  });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGTERM", forward);
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once("exit", (code) => {
      process.off("SIGTERM", forward);
      resolve(code === 0);
    });
  });
}
