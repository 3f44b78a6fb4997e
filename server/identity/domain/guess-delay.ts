/** So many tries at one account in an hour are no attack: one person may try all of their passwords. */
const FREE_TRIES_PER_HOUR = 20;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 4_000;

/**
 * Returns how long a try at an account has to wait, by the number of tries at it in this hour from all places. It never
 * refuses: attackers at many places slow each other down, but cannot lock the owner out.
 */
export function guessDelayMs(triesThisHour: number): number {
  const excess = triesThisHour - FREE_TRIES_PER_HOUR;
  if (excess <= 0) return 0;
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(excess - 1, 10), LONGEST_DELAY_MS);
}
