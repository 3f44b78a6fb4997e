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

type EarningLeg = {
  readonly distanceMiles: number;
  readonly mileageRatePercent: number;
  /** Passengers whose type here is not that of the first flight, since a birthday lies between. */
  readonly changedTypes?: readonly { readonly passengerId: string; readonly type: string }[] | undefined;
  /** Of a cancelled reservation: the leg was not given up. */
  readonly kept?: boolean | undefined;
};
type Party<Leg, Passenger> = { readonly segments: readonly Leg[]; readonly passengers: readonly Passenger[] };

/**
 * What a reservation earns (ACCRUAL), or what its cancellation takes back of that (REVERSAL): for each segment and each
 * passenger with a seat. Infants travel on a lap and earn nothing, until they turn two and have a seat; of a cancelled
 * reservation what was kept stays.
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
      // A brand that earns nothing leaves no trace in the ledger.
      return miles === 0 ? [] : earning(segment).map((passenger) => ({ segment, passenger, miles }));
    });
}

/**
 * When miles of a flight lapse: at the end of the Korean day on which the tenth anniversary of its
 * arrival falls, so that no one loses the last day to a time zone.
 */
export function expiresAt(arrivesAt: IsoInstant | Date): Date {
  const anniversary = addYears(toLocal(arrivesAt, KOREA_ZONE).date, VALID_YEARS);
  return new Date(toInstant(addDays(anniversary, 1), "00:00", KOREA_ZONE, SCHEDULE_CLOCK_POLICY));
}
