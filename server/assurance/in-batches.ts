/** What one batch did, and whether there may be more to do. */
export type Batch = { forgotten: number; more: boolean };

/** Of a sweep's call: four of these and the relay stay below what a serverless function may take. */
const MAX_MS = 8_000;

/**
 * Batch by batch, each with a transaction of its own, until nothing is left or time is up: the next night
 * has the rest.
 */
export async function inBatches(batch: () => Promise<Batch>, maxMs = MAX_MS): Promise<number> {
  const until = performance.now() + maxMs;
  let forgotten = 0;
  for (;;) {
    const done = await batch();
    forgotten += done.forgotten;
    if (!done.more || performance.now() >= until) return forgotten;
  }
}
