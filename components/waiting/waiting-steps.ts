import type { Place, SaleEventStatus } from "@/server/waiting-room/schemas";

/** How many people are ahead of a place. */
export const aheadOf = ({ admittedTo }: SaleEventStatus, { number }: Place): number =>
  number === null ? 0 : Math.max(0, number - admittedTo - 1);

/** After how many seconds somebody with so many people ahead asks again, by the bands of the public answer. */
export const secondsToAskAgain = (askAgain: SaleEventStatus["askAgain"], ahead: number): number =>
  askAgain.find((band) => band.ahead === null || ahead <= band.ahead)?.seconds ?? SLOWEST_SECONDS;

/** About how many minutes somebody with so many people ahead waits, at least one. */
export const minutesToWait = (ahead: number, shoppersPerMinute: number): number =>
  Math.max(1, Math.ceil(ahead / Math.max(shoppersPerMinute, 0.01)));

/** Those who wait for one moment come back spread over so many seconds. */
const SPREAD_SECONDS = 20;
const SLOWEST_SECONDS = 90;
const FASTEST_SECONDS = 3;

/** What a page does with an answer: `reload` when the server has something else to show. */
export type WaitingStep = { reload: boolean; seconds: number };

/**
 * The next step of a page that waits.
 *
 * @param share a number from 0 to 1 that differs from page to page, so that not all ask at once.
 */
export function waitingStep(status: SaleEventStatus, place: Place, share: number): WaitingStep {
  const spread = share * SPREAD_SECONDS;
  if (status.state === "ENDED") return { reload: true, seconds: spread };
  if (place.number === null) {
    if (status.seed !== null) return { reload: true, seconds: spread };
    const left = (Date.parse(status.opensAt) - Date.parse(status.now)) / 1_000;
    // Just after the opening, or a quarter of the time that is left.
    const wait = left <= SLOWEST_SECONDS ? Math.max(FASTEST_SECONDS, left) + spread / 4 : left / 4 + spread;
    return { reload: false, seconds: Math.min(wait, SLOWEST_SECONDS + spread) };
  }
  if (place.number <= status.admittedTo) return { reload: true, seconds: 0 };
  return {
    reload: false,
    seconds: secondsToAskAgain(status.askAgain, aheadOf(status, place)) * (0.9 + share / 5),
  };
}

/** After how many seconds a page without JavaScript loads itself again. */
export const refreshSeconds = (status: SaleEventStatus, place: Place): number =>
  Math.max(5, Math.ceil(waitingStep(status, place, 0.5).seconds));
