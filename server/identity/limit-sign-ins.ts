import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { knownPlaces } from "@/db/schema/identity";
import { env } from "@/server/shared/env";
import { networkPlace } from "@/server/shared/network-place";
import { clearUses, countUse, limitRate, returnUse } from "@/server/shared/rate-limit";
import { guessDelayMs } from "./domain/guess-delay";

const WINDOW_SECONDS = 15 * 60;
const HOUR_SECONDS = 60 * 60;
/** Tries at one account from one place. */
const TRIES_AT_ACCOUNT = 10;
/** Tries at all accounts from one place. It is higher, since an office or a mobile network shares one address. */
const TRIES_FROM_PLACE = 100;

/** A try to sign in. E-mail and network address are hashed, so that no table or log contains them. */
export type Guess = { account: string; place: string };

/** Returns the hashed account and place of a try. */
export const guessOf = (email: string, address: string): Guess => ({
  account: hashed(email),
  place: hashed(networkPlace(address)),
});

const hashed = (text: string) =>
  createHmac("sha256", env().NEXTAUTH_SECRET).update(`sign-in:${text}`).digest("base64url");

const accountAtPlace = ({ account, place }: Guess) => `verify-password:account-at-place:${account}:${place}`;

const fromPlace = ({ place }: Guess) => `verify-password:place:${place}`;

/**
 * Counts a try before its password is checked. Limits apply to a place only: wrong passwords from elsewhere never lock
 * the owner out.
 *
 * @returns the number of tries at this account in this hour, from all places.
 * @throws AppError RATE_LIMITED per place, and per account and place.
 */
export async function countGuess(guess: Guess): Promise<number> {
  await limitRate(fromPlace(guess), TRIES_FROM_PLACE, WINDOW_SECONDS);
  await limitRate(accountAtPlace(guess), TRIES_AT_ACCOUNT, WINDOW_SECONDS);
  return countUse(`verify-password:account:${guess.account}`, HOUR_SECONDS);
}

/** Delays a try from an unknown place; the delay grows with the number of tries. */
export async function slowDown(triesThisHour: number): Promise<void> {
  const delayMs = guessDelayMs(triesThisHour);
  if (delayMs > 0) await pause(delayMs);
}

/**
 * Records a successful sign-in: the tries of this place at this account are reset, this try is not counted for the
 * place, and the place is known from now on.
 */
export async function rememberPlace(userId: string, guess: Guess): Promise<void> {
  await clearUses(accountAtPlace(guess));
  await returnUse(fromPlace(guess));
  await database()
    .insert(knownPlaces)
    .values({ userId, place: guess.place })
    .onConflictDoUpdate({
      target: [knownPlaces.userId, knownPlaces.place],
      set: { signedInAt: sql`now()` },
    });
}
