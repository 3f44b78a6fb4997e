/** The number of deleted rows of one batch, and whether another batch may find more. */
export type Batch = { forgotten: number; more: boolean };

/** Five such calls and the relay together stay below the time limit of a serverless function. */
const MAX_MS = 8_000;

/**
 * Runs `batch` until nothing is left or the time is used up; the sweep of the next night continues. Each batch is a
 * transaction of its own.
 *
 * @returns the sum of `forgotten`.
 */
export async function forgetInBatches(batch: () => Promise<Batch>, maxMs = MAX_MS): Promise<number> {
  const until = performance.now() + maxMs;
  let forgotten = 0;
  for (;;) {
    const done = await batch();
    forgotten += done.forgotten;
    if (!done.more || performance.now() >= until) return forgotten;
  }
}
