import type { JWK } from "jose";
import type { ShownSigningKey } from "./schemas";
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
 * When a key that cannot be opened here is retired. Until then a process with another DATA_KEY may sign with it; that process
 * replaces it after 30 days.
 */
const FOREIGN_RETIRED_AFTER_SECONDS = KEY_SECONDS + DAY_SECONDS;

/**
 * What has to be done with the keys: whether a new one is published, to sign in so many seconds, and which are retired. A
 * key that cannot be opened replaces none, and is not retired only because others are younger: processes with another
 * DATA_KEY may sign with it.
 *
 * @param keys all that are not retired, the one that is used last first.
 */
export function keyChanges(keys: readonly LiveKey[]): { publishInSeconds: number | null; retired: string[] } {
  const usable = keys.filter(({ jwk }) => jwk !== null);
  const successors = usable.map(({ ageSeconds }) => ageSeconds).filter(isLongInUse);
  const youngestSuccessor = Math.min(...successors);
  const isReplaced = ({ ageSeconds, jwk }: LiveKey) =>
    ageSeconds > youngestSuccessor && (jwk !== null || ageSeconds >= FOREIGN_RETIRED_AFTER_SECONDS);
  return {
    publishInSeconds: publishInSeconds(keys, usable),
    retired: keys.filter(isReplaced).map(({ kid }) => kid),
  };
}

type KeyState = ShownSigningKey["state"];

/** The states of keys that are not retired, by their ids. @param keys as `keyChanges` gets them. */
export function keyStates(keys: readonly LiveKey[]): Record<string, KeyState> {
  const signs = signingKeyOf(keys)?.kid;
  const stateOf = ({ kid, ageSeconds, jwk }: LiveKey): KeyState => {
    if (kid === signs) return "SIGNS";
    if (jwk === null) return "FOREIGN";
    return ageSeconds < 0 ? "NEXT" : "REPLACED";
  };
  return Object.fromEntries(keys.map((key) => [key.kid, stateOf(key)]));
}

/** A key whose time has come and that can sign. */
export type SigningKey = { kid: string; jwk: JWK };

/** The key that signs now: of those whose time has come the newest that DATA_KEY opens. @param keys as `keyChanges` gets them. */
export function signingKeyOf(keys: readonly LiveKey[]): SigningKey | null {
  const key = keys.find(({ ageSeconds, jwk }) => ageSeconds >= 0 && jwk !== null);
  return key?.jwk ? { kid: key.kid, jwk: key.jwk } : null;
}

const isLongInUse = (ageSeconds: number): boolean => ageSeconds >= RETIRED_AFTER_SECONDS;

function publishInSeconds(keys: readonly LiveKey[], usable: readonly LiveKey[]): number | null {
  if (keys.length === 0) return null;
  if (!usable.some(({ ageSeconds }) => ageSeconds >= 0)) return 0;
  const newest = Math.min(...usable.map(({ ageSeconds }) => ageSeconds));
  return newest >= KEY_SECONDS - PUBLISHED_BEFORE_SECONDS ? PUBLISHED_BEFORE_SECONDS : null;
}
