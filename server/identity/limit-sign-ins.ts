import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { knownPlaces } from "@/db/schema/identity";
import { env } from "@/server/shared/env";
import { clearUses, countUse, limitRate, returnUse } from "@/server/shared/rate-limit";
import { guessDelayMs } from "./domain/guess-delay";
import { networkPlace } from "./domain/network-place";

const WINDOW_SECONDS = 15 * 60;
const HOUR_SECONDS = 60 * 60;
/** Of one account from one place. */
const TRIES_AT_ACCOUNT = 10;
/** Of all accounts from one place. Higher: an office or a mobile network shares one address. */
const TRIES_FROM_PLACE = 100;

/** Somebody's try to sign in: neither table nor log learns the addresses behind it. */
export type Guess = { account: string; place: string };

export const guessOf = (email: string, address: string): Guess => ({
  account: hashed(email),
  place: hashed(networkPlace(address)),
});

const hashed = (text: string) =>
  createHmac("sha256", env().NEXTAUTH_SECRET).update(`sign-in:${text}`).digest("base64url");

const accountAtPlace = ({ account, place }: Guess) => `verify-password:account-at-place:${account}:${place}`;

const fromPlace = ({ place }: Guess) => `verify-password:place:${place}`;

/**
 * Counts a try before its password is looked at. Only the place that guesses is refused: wrong passwords elsewhere
 * never lock an owner out.
 *
 * @returns the tries at this account in this hour, from all places.
 * @throws AppError RATE_LIMITED per place, and per account and place.
 */
export async function countGuess(guess: Guess): Promise<number> {
  await limitRate(fromPlace(guess), TRIES_FROM_PLACE, WINDOW_SECONDS);
  await limitRate(accountAtPlace(guess), TRIES_AT_ACCOUNT, WINDOW_SECONDS);
  return countUse(`verify-password:account:${guess.account}`, HOUR_SECONDS);
}

/** Holds a try from an unknown place back, the longer the more tries there are. */
export async function slowDown(triesThisHour: number): Promise<void> {
  const delayMs = guessDelayMs(triesThisHour);
  if (delayMs > 0) await pause(delayMs);
}

/**
 * The password was right: the place's tries at this account are forgiven, this one does not count against the place,
 * and the place is known from now on.
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
