/** Pure rules: when a process that still runs is no longer alive, so that a restart helps. */

/** A turn of the event loop this long, in milliseconds, is no effect of load: shedding keeps turns short. */
const STUCK_TURN_MS = 5_000;

/** One window of the event loop's measurement: its end, and the longest delay in it, in milliseconds. */
export type LoopWindow = { endMs: number; longestDelayMs: number };

/**
 * Since when each window of the event loop had a turn of five seconds or more; null while windows are free of them. The
 * first such window counts from its end: a machine that slept, or a process that was stopped for a while, is not stuck.
 */
export const loopStuckSince = (since: number | null, { endMs, longestDelayMs }: LoopWindow): number | null =>
  longestDelayMs < STUCK_TURN_MS ? null : (since ?? endMs);

export type PoolWatch = {
  /** When the pool was last known to be well, or the database to be away: the pool has its time from here. */
  wellMs: number;
  /** The last look. */
  lookedMs: number;
  isDead: boolean;
};

export type PoolLook = {
  nowMs: number;
  /** How long no answer came over the pool. */
  silentMs: number;
  /** Whether the database answered over a connection outside the pool; null when it was not asked. */
  isDatabaseThere: boolean | null;
};

/** A process that did not look for so long was stopped itself, or its machine slept. */
const MISSED_LOOK_MS = 10_000;

/**
 * The pool is dead when the database has answered over other connections all along and the pool has not for `deadAfterMs`.
 * While the database is away the pool cannot answer, and a restart helps nobody: its time begins again afterwards.
 */
export function watchedPool(before: PoolWatch, look: PoolLook, deadAfterMs: number): PoolWatch {
  const { nowMs, silentMs, isDatabaseThere } = look;
  const excused = isDatabaseThere === false || nowMs - before.lookedMs > MISSED_LOOK_MS;
  const wellMs = excused ? nowMs : Math.max(before.wellMs, nowMs - silentMs);
  return { wellMs, lookedMs: nowMs, isDead: isDatabaseThere === true && nowMs - wellMs >= deadAfterMs };
}
