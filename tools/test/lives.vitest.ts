import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import type { Reporter, TestCase } from "vitest/node";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const alias = { "@": ROOT };
/** The laws read a whole database: their time grows with the square of the lives that it has seen. */
const LIVES_PER_DATABASE = 500;
const total = Number(process.env.ORDER_LIVES ?? 10_000);
const parts = Math.ceil(total / LIVES_PER_DATABASE);

/** Adds up what happened in all databases, and prints it at the end. */
class SumOfLives implements Reporter {
  private readonly sums = { lives: 0, databases: 0 };
  private readonly operations: Record<string, number> = {};
  private readonly refusals: Record<string, number> = {};

  onTestCaseResult(testCase: TestCase): void {
    const { lives } = testCase.meta() as { lives?: Lives };
    if (!lives) return;
    this.sums.lives += lives.count;
    this.sums.databases++;
    add(this.operations, lives.operations);
    add(this.refusals, lives.refusals);
    console.log(`${this.sums.lives} lives in ${this.sums.databases} of ${parts} databases`);
  }

  onTestRunEnd(): void {
    console.log(`\n${this.sums.lives} lives, each group with all laws kept and nothing pending`);
    print("Operations", this.operations);
    print("Refusals", this.refusals);
  }
}

type Lives = { count: number; operations: Record<string, number>; refusals: Record<string, number> };

function add(sums: Record<string, number>, part: Record<string, number>): void {
  for (const [key, times] of Object.entries(part)) sums[key] = (sums[key] ?? 0) + times;
}

function print(title: string, sums: Record<string, number>): void {
  const sorted = Object.entries(sums).toSorted(([, a], [, b]) => b - a);
  const sum = sorted.reduce((before, [, times]) => before + times, 0);
  console.log(`\n${title}: ${sum}`);
  for (const [key, times] of sorted) console.log(`${String(times).padStart(8)}  ${key}`);
}

/** `npm run lives`: the random lives of orders, `ORDER_LIVES` of them (10,000), 500 in each database, two at a time. */
export default defineConfig({
  resolve: { alias },
  test: {
    maxWorkers: 2,
    reporters: ["default", new SumOfLives()],
    projects: Array.from({ length: parts }, (_, n) => ({
      resolve: { alias },
      test: {
        name: `lives ${n + 1}`,
        root: ROOT,
        include: ["server/assurance/laws/order-lives.integration.test.ts"],
        globalSetup: ["tools/test/postgres.global.ts"],
        setupFiles: ["tools/test/database.setup.ts"],
        hookTimeout: 60_000,
        env: { ORDER_LIVES: String(Math.min(LIVES_PER_DATABASE, total - n * LIVES_PER_DATABASE)) },
      },
    })),
  },
});
