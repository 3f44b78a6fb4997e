import type { FunctionConfig } from "./function-config";

const KIB = 1_024;
const MIB = 1_024 * KIB;
const DAY_MS = 86_400_000;

/**
 * What Inngest Cloud's plans allow, from its pages /docs/durable-execution/limits and
 * /docs/usage-limits/inngest as of 29 November 2026. This server enforces the Pro plan's batches and event
 * size; the others are for `planProblems` and for the reader.
 */
export const PLAN_LIMITS = {
  free: {
    ...{ concurrentSteps: 5, eventBytes: 256 * KIB, batchSize: 5, batchTimeoutMs: 30_000 },
    ...{ functionsPerApp: 100, queueDepth: 100_000, sleepMs: 7 * DAY_MS },
  },
  pro: {
    ...{ concurrentSteps: 100, eventBytes: 3 * MIB, batchSize: 100, batchTimeoutMs: 300_000 },
    ...{ functionsPerApp: 500, queueDepth: 1_000_000, sleepMs: 366 * DAY_MS },
  },
  business: {
    ...{ concurrentSteps: 500, eventBytes: 3 * MIB, batchSize: 500, batchTimeoutMs: 300_000 },
    ...{ functionsPerApp: 500, queueDepth: 10_000_000, sleepMs: 366 * DAY_MS },
  },
};

/** Says what an app registers that a plan of Inngest Cloud does not allow, one text each. */
export function planProblems(functions: FunctionConfig[], plan: keyof typeof PLAN_LIMITS): string[] {
  const { functionsPerApp, batchSize, batchTimeoutMs } = PLAN_LIMITS[plan];
  const batched = functions.flatMap(({ id, batch }) => (batch ? [{ id, ...batch }] : []));
  return [
    ...(functions.length > functionsPerApp ? [`${functions.length} functions of ${functionsPerApp}`] : []),
    ...batched
      .filter(({ maxSize }) => maxSize > batchSize)
      .map(({ id, maxSize }) => `${id}: batches of ${maxSize} events, of ${batchSize}`),
    ...batched
      .filter(({ timeoutMs }) => timeoutMs > batchTimeoutMs)
      .map(({ id, timeoutMs }) => `${id}: batches wait ${timeoutMs} ms, of ${batchTimeoutMs}`),
  ];
}
