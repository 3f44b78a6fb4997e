import type { LiveKey } from "./signing-key-facts";
import { TOKEN_SECONDS } from "./token-rules";

const DAY_SECONDS = 24 * 60 * 60;
/** How long a key signs. */
export const KEY_SECONDS = 30 * DAY_SECONDS;
/** How long before its first use a key is published, so that nobody who keeps a copy of the key set lacks it. */
export const PUBLISHED_BEFORE_SECONDS = DAY_SECONDS;
/** A token that was signed as the next key came into use has expired by then, whatever the clocks say. */
export const RETIRED_AFTER_SECONDS = TOKEN_SECONDS + 45 * 60;

/**
 * What has to be done with the keys: whether a new one is published, to sign in so many seconds, and which are retired. A
 * key that cannot be opened replaces none.
 *
 * @param keys all that are not retired, the one that is used last first.
 */
export function keyChanges(keys: readonly LiveKey[]): { publishInSeconds: number | null; retired: string[] } {
  const usable = keys.filter(({ jwk }) => jwk !== null);
  const successors = usable.map(({ ageSeconds }) => ageSeconds).filter(isLongInUse);
  const youngestSuccessor = Math.min(...successors);
  return {
    publishInSeconds: publishInSeconds(keys, usable),
    retired: keys.filter(({ ageSeconds }) => ageSeconds > youngestSuccessor).map(({ kid }) => kid),
  };
}

const isLongInUse = (ageSeconds: number): boolean => ageSeconds >= RETIRED_AFTER_SECONDS;

function publishInSeconds(keys: readonly LiveKey[], usable: readonly LiveKey[]): number | null {
  if (keys.length === 0) return null;
  if (!usable.some(({ ageSeconds }) => ageSeconds >= 0)) return 0;
  const newest = Math.min(...usable.map(({ ageSeconds }) => ageSeconds));
  return newest >= KEY_SECONDS - PUBLISHED_BEFORE_SECONDS ? PUBLISHED_BEFORE_SECONDS : null;
}
