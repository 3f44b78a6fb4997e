import { CHECKS, type Outcome } from "./checks";
import { runChecks } from "./run-checks";

/** `npm test`: every check to its end, also after a failed one. `--only=lint,unit` runs some of them. */
const only = process.argv
  .find((argument) => argument.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const unknown = (only ?? []).filter((name) => !CHECKS.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no check called ${unknown.join(", ")}; there are ${CHECKS.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}

let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    interrupted = true;
  });
}

const results = await runChecks(
  CHECKS.filter((check) => only?.includes(check.name) ?? true),
  { print: (text) => process.stdout.write(text), isInterrupted: () => interrupted },
);

console.log(`\n── result ${"─".repeat(60)}`);
for (const { name, outcome, seconds } of results) {
  const mark = outcome.failed === 0 ? "✓" : "✗";
  const counts = `${String(outcome.passed).padStart(5)} passed ${String(outcome.failed).padStart(4)} failed`;
  const note = outcome.flaky ? `  (${outcome.flaky} at the second try)` : "";
  console.log(`  ${mark} ${name.padEnd(17)}${counts}  ${seconds.toFixed(0).padStart(4)} s${note}`);
}
const sum = (pick: (outcome: Outcome) => number) =>
  results.reduce((total, { outcome }) => total + pick(outcome), 0);
const failed = sum((outcome) => outcome.failed);
if (interrupted) console.log("  Interrupted: not every check was run.");
console.log(`\n${sum((outcome) => outcome.passed)} passed, ${failed} failed`);
process.exitCode = failed === 0 && !interrupted ? 0 : 1;
