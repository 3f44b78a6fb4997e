import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { WATCH_PARENT } from "@/tools/start/part";
import { reasonToSkip } from "./haproxy";
import { heal } from "./heal";
import { peak } from "./peak";
import type { Proof } from "./proof";
import { replicas } from "./replicas";
import { restore } from "./restore";
import { rolling } from "./rolling";
import { scale } from "./scale";
import { isKept, tableOf } from "./table";

/**
 * `npm run prove -- rolling | scale | heal | restore | replicas | peak [--short]`: experiments on real processes, one after the other; each
 * ends in a table and in the laws. The exit code is 1 when a row or a law was not kept. PROVE_REPORT names a file for the
 * counts.
 */
const PROOFS: readonly Proof[] = [replicas, rolling, heal, scale, restore, peak];

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith("--"));
const wanted = PROOFS.filter(({ name }) => names.includes(name) || names.includes("all"));
const known = [...PROOFS.map(({ name }) => name), "all"];
const unknown = args.filter((arg) => arg !== "--short" && !known.includes(arg));
if (unknown.length > 0 || wanted.length === 0) {
  console.error(`npm run prove -- ${known.join(" | ")} [--short]`);
  process.exit(2);
}

const skipped = reasonToSkip();
const counts = { passed: 0, failed: 0 };
if (skipped) {
  console.log(skipped);
  counts.passed = 1;
} else for (const proof of wanted) await (wanted.length === 1 ? run(proof) : runApart(proof));
if (process.env.PROVE_REPORT) fs.writeFileSync(process.env.PROVE_REPORT, JSON.stringify(counts));
process.exit(counts.failed === 0 ? 0 : 1);

async function run(proof: Proof): Promise<void> {
  const began = performance.now();
  const say = (text: string) => console.log(`  ${text}`);
  console.log(`\n${proof.name}`);
  try {
    const result = await proof.run({ short: args.includes("--short"), say });
    console.log(`\n${tableOf(result)}\n`);
    const outcomes = [...result.rows.map((row) => row.kept), ...result.laws.map((law) => law.ok)];
    counts.passed += outcomes.filter(Boolean).length;
    counts.failed += isKept(result) ? 0 : Math.max(1, outcomes.filter((kept) => !kept).length);
  } catch (error) {
    console.error(error);
    counts.failed += 1;
  }
  console.log(`${proof.name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

/**
 * Runs a proof in a process of its own. Each airline has its own secrets, and the verbs that a proof calls read the environment
 * once in a process: the second proof would seal with the key of the first.
 */
async function runApart({ name }: Proof): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "prove-"));
  const report = path.join(folder, "counts.json");
  const options = args.filter((arg) => arg.startsWith("--"));
  const child = spawn(
    process.execPath,
    ["--import", WATCH_PARENT, "--import", "tsx", fileURLToPath(import.meta.url), name, ...options],
    {
      stdio: "inherit",
      detached: true,
      env: { ...process.env, PROVE_REPORT: report, MSA_PARENT_PID: String(process.pid) },
    },
  );
  const [code] = await once(child, "close");
  const found: typeof counts = fs.existsSync(report)
    ? JSON.parse(fs.readFileSync(report, "utf8"))
    : { passed: 0, failed: 0 };
  fs.rmSync(folder, { recursive: true });
  counts.passed += found.passed;
  // A process that ended without a report has shown nothing.
  counts.failed += code === 0 ? found.failed : Math.max(1, found.failed);
}
