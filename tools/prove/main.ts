import fs from "node:fs";
import { reasonToSkip } from "./haproxy";
import { heal } from "./heal";
import type { Proof } from "./proof";
import { replicas } from "./replicas";
import { restore } from "./restore";
import { rolling } from "./rolling";
import { scale } from "./scale";
import { isKept, tableOf } from "./table";

/**
 * `npm run prove -- rolling | scale | heal | restore | replicas [--short]`: experiments on real processes, one after the other; each
 * ends in a table and in the laws. The exit code is 1 when a row or a law was not kept. PROVE_REPORT names a file for the
 * counts.
 */
const PROOFS: readonly Proof[] = [replicas, rolling, heal, scale, restore];

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
} else for (const proof of wanted) await run(proof);
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
