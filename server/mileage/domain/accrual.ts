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
  readonly id: string;
  readonly distanceMiles: number;
  readonly mileageRatePercent: number;
  /** Passengers whose type on this leg differs from that on the first flight, because of a birthday. */
  readonly changedTypes?: readonly { readonly passengerId: string; readonly type: string }[] | undefined;
  /** In a cancelled reservation: the leg was not cancelled, since its flight had left. */
  readonly kept?: boolean | undefined;
};
type Party<Leg, Passenger> = {
  readonly segments: readonly Leg[];
  readonly passengers: readonly Passenger[];
  /** In a cancellation: who gave up which leg; absent in older ones, which gave up every leg that was not kept. */
  readonly givenUp?: readonly { readonly segmentId: string; readonly passengerId: string }[] | undefined;
};

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
  { segments, passengers, givenUp }: Party<Leg, Passenger>,
): { segment: Leg; passenger: Passenger; miles: number }[] {
  const isGivenUp = (leg: Leg, passengerId: string) =>
    givenUp?.some((pair) => pair.segmentId === leg.id && pair.passengerId === passengerId) ?? !leg.kept;
  const earning = (leg: Leg) =>
    passengers.filter(({ id, type }) => {
      if (kind === "REVERSAL" && !isGivenUp(leg, id)) return false;
      const changed = leg.changedTypes?.find(({ passengerId }) => passengerId === id);
      return (changed?.type ?? type) !== "INFANT";
    });
  return segments.flatMap((segment) => {
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
