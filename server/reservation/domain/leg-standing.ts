import type { IsoInstant, LocalDate } from "@/server/shared/time";
import { cutoffOf } from "./cutoffs";
import type { FlightScope } from "./fare-brand";
import type { CutoffPolicies } from "./policy-rows";

/**
 * Where a booked flight stands for a refund. AHEAD: its row by days to departure holds. NO_SHOW: its no-show cut-off
 * has passed and it has not left. DEPARTED: it has left, and as boarding is not tracked its passengers count as flown.
 */
export type LegStanding = "AHEAD" | "NO_SHOW" | "DEPARTED";

interface Leg {
  readonly scope: FlightScope;
  readonly departsAt: IsoInstant;
  /** The airline has cancelled the flight: it never leaves. */
  readonly flightCancelled: boolean;
}

/** Returns true when the flight has left. A flight that the airline cancelled never does, whatever the clock says. */
export function hasLeft(leg: Pick<Leg, "departsAt" | "flightCancelled">, now: IsoInstant): boolean {
  return !leg.flightCancelled && Date.parse(leg.departsAt) <= Date.parse(now);
}

/** By the cut-off row in force on `date`, the Korean day of purchase. Throws MissingPolicyError. */
export function standingOf(leg: Leg, now: IsoInstant, cutoffs: CutoffPolicies, date: LocalDate): LegStanding {
  if (hasLeft(leg, now)) return "DEPARTED";
  if (leg.flightCancelled) return "AHEAD";
  return Date.parse(cutoffOf("noShow", leg, cutoffs, date)) <= Date.parse(now) ? "NO_SHOW" : "AHEAD";
}

/** The next moment at which one of the legs changes its standing; null when none does any more. */
export function nextStandingChange(
  legs: readonly Leg[],
  now: IsoInstant,
  cutoffs: CutoffPolicies,
  date: LocalDate,
): IsoInstant | null {
  const [next] = legs
    .filter((leg) => !leg.flightCancelled)
    .flatMap((leg) => [cutoffOf("noShow", leg, cutoffs, date), leg.departsAt])
    .filter((at) => Date.parse(at) > Date.parse(now))
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  return next ?? null;
}
