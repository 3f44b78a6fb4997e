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

/** Miles of Korean carriers are valid for ten years (in force since 2008 and 2010). */
const VALID_YEARS = 10;

/** Returns the miles that one passenger earns on a segment: distance times the brand's rate, rounded half up. */
export function milesFor(distanceMiles: number, ratePercent: number): number {
  return percentOfAmount(distanceMiles, ratePercent);
}

type EarningLeg = {
  readonly distanceMiles: number;
  readonly mileageRatePercent: number;
  /** Passengers whose type on this leg differs from that on the first flight, because of a birthday. */
  readonly changedTypes?: readonly { readonly passengerId: string; readonly type: string }[] | undefined;
  /** In a cancelled reservation: the leg was not cancelled, since its flight had left. */
  readonly kept?: boolean | undefined;
};
type Party<Leg, Passenger> = { readonly segments: readonly Leg[]; readonly passengers: readonly Passenger[] };

/**
 * Returns the miles that a reservation earns (ACCRUAL), or that its cancellation takes back (REVERSAL), for each segment
 * and each passenger with a seat. An infant has no seat and earns nothing. A cancellation takes back nothing for a leg
 * that was kept.
 */
export function milesOf<
  Leg extends EarningLeg,
  Passenger extends { readonly id: string; readonly type: string },
>(
  kind: "ACCRUAL" | "REVERSAL",
  { segments, passengers }: Party<Leg, Passenger>,
): { segment: Leg; passenger: Passenger; miles: number }[] {
  const earning = (leg: Leg) =>
    passengers.filter(({ id, type }) => {
      const changed = leg.changedTypes?.find(({ passengerId }) => passengerId === id);
      return (changed?.type ?? type) !== "INFANT";
    });
  return segments
    .filter((segment) => kind === "ACCRUAL" || !segment.kept)
    .flatMap((segment) => {
      const miles = milesFor(segment.distanceMiles, segment.mileageRatePercent);
      // The ledger has no entries of zero miles.
      return miles === 0 ? [] : earning(segment).map((passenger) => ({ segment, passenger, miles }));
    });
}

/**
 * Returns when the miles of a flight expire: at the end of the Korean day of the tenth anniversary of its arrival, so
 * that nobody loses the last day to a time zone.
 */
export function expiresAt(arrivesAt: IsoInstant | Date): Date {
  const anniversary = addYears(toLocal(arrivesAt, KOREA_ZONE).date, VALID_YEARS);
  return new Date(toInstant(addDays(anniversary, 1), "00:00", KOREA_ZONE, SCHEDULE_CLOCK_POLICY));
}
