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
export const VALID_YEARS = 10;

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
type EarningPassenger = { readonly id: string; readonly type: string };
type Pairs = readonly { readonly segmentId: string; readonly passengerId: string }[];
type Party<Leg, Passenger> = {
  readonly segments: readonly Leg[];
  readonly passengers: readonly Passenger[];
  /** In a cancellation: who gave up which leg; absent in older ones, which gave up every leg that was not kept. */
  readonly givenUp?: Pairs | undefined;
  /** When a member takes over a reservation: who has which leg by then. In a purchase everybody has each. */
  readonly gained?: Pairs | undefined;
};
type EarnedMiles<Leg, Passenger> = { segment: Leg; passenger: Passenger; miles: number }[];

/**
 * Returns the miles that a reservation earns (ACCRUAL), or that its cancellation takes back (REVERSAL), for each segment
 * and each passenger with a seat. An infant has no seat and earns nothing. A cancellation takes back nothing for a leg
 * that was kept.
 */
export function milesOf<Leg extends EarningLeg, Passenger extends EarningPassenger>(
  kind: "ACCRUAL" | "REVERSAL",
  { segments, passengers, givenUp, gained }: Party<Leg, Passenger>,
): EarnedMiles<Leg, Passenger> {
  const isConcerned = (leg: Leg, passengerId: string) => {
    if (kind === "ACCRUAL") return gained === undefined || isAmong(gained, leg, passengerId);
    return givenUp ? isAmong(givenUp, leg, passengerId) : !leg.kept;
  };
  return milesWhere({ segments, passengers }, isConcerned);
}

/**
 * Returns the miles that a change of flights takes back and those that it earns: of the passengers who gave up a leg of
 * `before`, and of those who gained a leg of `segments` for it. A leg that only moved to a new ticket is in neither. The
 * `changedTypes` of both lists are relative to `passengers`.
 */
export function milesOfExchange<Leg extends EarningLeg, Passenger extends EarningPassenger>(change: {
  readonly before: readonly Leg[];
  readonly segments: readonly Leg[];
  readonly passengers: readonly Passenger[];
  readonly givenUp: Pairs;
  readonly gained: Pairs;
}): { takenBack: EarnedMiles<Leg, Passenger>; earned: EarnedMiles<Leg, Passenger> } {
  const { before, segments, passengers, givenUp, gained } = change;
  return {
    takenBack: milesWhere({ segments: before, passengers }, (leg, id) => isAmong(givenUp, leg, id)),
    earned: milesWhere({ segments, passengers }, (leg, id) => isAmong(gained, leg, id)),
  };
}

const isAmong = (pairs: Pairs, leg: EarningLeg, passengerId: string) =>
  pairs.some((pair) => pair.segmentId === leg.id && pair.passengerId === passengerId);

function milesWhere<Leg extends EarningLeg, Passenger extends EarningPassenger>(
  { segments, passengers }: Omit<Party<Leg, Passenger>, "givenUp" | "gained">,
  isConcerned: (leg: Leg, passengerId: string) => boolean,
): EarnedMiles<Leg, Passenger> {
  const earning = (leg: Leg) =>
    passengers.filter(({ id, type }) => {
      const changed = leg.changedTypes?.find(({ passengerId }) => passengerId === id);
      return isConcerned(leg, id) && (changed?.type ?? type) !== "INFANT";
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
