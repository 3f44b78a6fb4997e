const MINUTE = 60;
const HOUR = 3_600;

/** The pause after each failure, in seconds. The last one is repeated. */
const PAUSES_SECONDS = [
  ...[5, 30, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR],
];
/** A delivery is tried for so long, and an endpoint that fails for so long is disabled. */
export const LAST_TRY_HOURS = 72;
const LAST_TRY_SECONDS = LAST_TRY_HOURS * HOUR;
/** Pauses are longer or shorter by up to this share, so that what failed together does not come back together. */
const JITTER = 0.1;
/** The longest pause that an endpoint can ask for. */
const LONGEST_ASKED_SECONDS = HOUR;

export type Failures = {
  /** Including the one that just happened. */
  failures: number;
  /** Since the first of them, in seconds. */
  failingSeconds: number;
  /** What the endpoint asked for by Retry-After; null when it did not. */
  askedSeconds: number | null;
};

/**
 * The pause before the next try, in seconds; null when it was the last. The last try is 72 hours after the first failure.
 *
 * @param random between 0 and 1.
 */
export function nextPause(
  { failures, failingSeconds, askedSeconds }: Failures,
  random: number,
): number | null {
  const leftSeconds = LAST_TRY_SECONDS - failingSeconds;
  if (leftSeconds <= 0) return null;
  const base = PAUSES_SECONDS[Math.min(failures, PAUSES_SECONDS.length) - 1] ?? PAUSES_SECONDS[0] ?? 0;
  const pause = base * (1 + JITTER * (2 * random - 1));
  const asked = Math.min(askedSeconds ?? 0, LONGEST_ASKED_SECONDS);
  return Math.min(Math.max(pause, asked), leftSeconds);
}

/** The seconds that a Retry-After asks for: a number, or a date. Null when it says nothing that can be read. */
export function askedSeconds(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, (at - now.getTime()) / 1_000);
}
