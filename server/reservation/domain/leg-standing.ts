import type { FlightScope } from "@/server/shared/fare-terms";
import type { IsoInstant, LocalDate } from "@/server/shared/time";
import { cutoffOf } from "./cutoffs";

import type { CutoffPolicies } from "./policy-rows";

/**
 * How far a booked flight is, for a refund. AHEAD: the fee row of the days to departure holds. NO_SHOW: the no-show
 * cut-off has passed and the flight has not left, or staff recorded that nobody of the reservation boarded it. DEPARTED:
 * it has left, and its passengers count as flown.
 */
export type LegStanding = "AHEAD" | "NO_SHOW" | "DEPARTED";

interface Leg {
  readonly scope: FlightScope;
  readonly departsAt: IsoInstant;
  /** The airline has cancelled the flight: it never leaves. */
  readonly flightCancelled: boolean;
  /** Staff recorded that nobody of the reservation boarded the flight. */
  readonly missed: boolean;
}

/** Returns true from the time of departure on, also for a flight that the airline cancelled. */
export const hasDeparted = ({ departsAt }: Pick<Leg, "departsAt">, now: IsoInstant): boolean =>
  Date.parse(departsAt) <= Date.parse(now);

/** Returns true when the flight has left. A flight that the airline cancelled never does, whatever the clock says. */
export function hasLeft(leg: Pick<Leg, "departsAt" | "flightCancelled">, now: IsoInstant): boolean {
  return !leg.flightCancelled && hasDeparted(leg, now);
}

/** Returns true when the flight has left and its passengers count as flown: nobody recorded that they missed it. */
export function isFlown(
  leg: Pick<Leg, "departsAt" | "flightCancelled" | "missed">,
  now: IsoInstant,
): boolean {
  return !leg.missed && hasLeft(leg, now);
}

/** Returns the standing by the cut-off row in force on `date`, the Korean day of purchase. Throws MissingPolicyError. */
export function standingOf(leg: Leg, now: IsoInstant, cutoffs: CutoffPolicies, date: LocalDate): LegStanding {
  if (isFlown(leg, now)) return "DEPARTED";
  if (leg.flightCancelled) return "AHEAD";
  if (leg.missed) return "NO_SHOW";
  return Date.parse(cutoffOf("noShow", leg, cutoffs, date)) <= Date.parse(now) ? "NO_SHOW" : "AHEAD";
}

/** Returns the next moment at which one of the legs changes its standing; null when none will. */
export function nextStandingChange(
  legs: readonly Leg[],
  now: IsoInstant,
  cutoffs: CutoffPolicies,
  date: LocalDate,
): IsoInstant | null {
  const [next] = legs
    .filter((leg) => !leg.flightCancelled && !leg.missed)
    .flatMap((leg) => [cutoffOf("noShow", leg, cutoffs, date), leg.departsAt])
    .filter((at) => Date.parse(at) > Date.parse(now))
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  return next ?? null;
}
