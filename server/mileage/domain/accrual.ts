import { percentOfAmount } from "@/server/shared/money";
import {
  addDays,
  addYears,
  type IsoInstant,
  KOREA_ZONE,
  SCHEDULE_CLOCK_POLICY,
  toInstant,
  toLocal,
} from "@/server/shared/time";

/** Korean carriers' programmes keep miles for ten years (in force since 2008 and 2010). */
const VALID_YEARS = 10;

/** Miles one passenger earns on a segment: distance times the brand's rate, rounded half up. */
export function milesFor(distanceMiles: number, ratePercent: number): number {
  return percentOfAmount(distanceMiles, ratePercent);
}

/**
 * When miles of a flight lapse: at the end of the Korean day on which the tenth anniversary of its
 * arrival falls, so that no one loses the last day to a time zone.
 */
export function expiresAt(arrivesAt: IsoInstant | Date): Date {
  const anniversary = addYears(toLocal(arrivesAt, KOREA_ZONE).date, VALID_YEARS);
  return new Date(toInstant(addDays(anniversary, 1), "00:00", KOREA_ZONE, SCHEDULE_CLOCK_POLICY));
}
