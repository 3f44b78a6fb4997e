/** How many shoppers a sale event admits, and when. */

/** The longest time for which a pace is made up, when nobody has looked at the sale event for a while. */
export const MAX_MADE_UP_MS = 30_000;

type Step = {
  nowMs: number;
  /** Up to this moment the pace was used. */
  pacedAtMs: number;
  shoppersPerMinute: number;
  /** How many more may shop at the same time. */
  room: number;
};

/**
 * How many to admit now, and up to when the pace is used with that. A pace that found no room is not saved up: otherwise a
 * crowd would come in at once when some leave.
 */
export function paceStep({ nowMs, pacedAtMs, shoppersPerMinute, room }: Step): {
  admit: number;
  pacedAtMs: number;
} {
  const msPerShopper = 60_000 / shoppersPerMinute;
  const from = Math.max(pacedAtMs, nowMs - Math.max(MAX_MADE_UP_MS, msPerShopper));
  const earned = Math.floor((nowMs - from) / msPerShopper + 1e-9);
  if (earned <= 0) return { admit: 0, pacedAtMs: from };
  return { admit: Math.max(0, Math.min(earned, room)), pacedAtMs: from + earned * msPerShopper };
}

/** An adaptive pace begins at this part of its most: it learns from the first shoppers, not from a crowd. */
const FIRST_SHARE = 0.25;

/** The pace at the opening. */
export const firstPace = (event: { shoppersPerMinute: number; targetP95Ms: number | null }): number =>
  event.targetP95Ms === null ? event.shoppersPerMinute : Math.max(1, event.shoppersPerMinute * FIRST_SHARE);

const SLOWER = 0.7;
const FASTER = 1.1;

/**
 * The pace after one more measurement: a third less when answers are slower than the target, a tenth more when they are not.
 *
 * @param p95Ms null when there were too few answers to tell: nothing speaks against more.
 */
export function adaptedPace(pace: {
  shoppersPerMinute: number;
  most: number;
  p95Ms: number | null;
  targetP95Ms: number;
}): number {
  const { shoppersPerMinute, most, p95Ms, targetP95Ms } = pace;
  if (p95Ms !== null && p95Ms > targetP95Ms) return Math.max(1, Math.min(most, shoppersPerMinute * SLOWER));
  return Math.min(most, shoppersPerMinute * FASTER + 1);
}

/** The bands of a queue: who has at most so many people ahead asks again after so many seconds. Null: everybody else. */
export const askAgain = [
  { ahead: 100, seconds: 4 },
  { ahead: 1_000, seconds: 15 },
  { ahead: 5_000, seconds: 60 },
  { ahead: null, seconds: 120 },
] as const;
