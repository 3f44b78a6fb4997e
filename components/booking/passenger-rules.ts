import { flightScope, type PassengerType } from "@/server/shared/fare-terms";
import type { BookedCoupon, BookedPassenger, Booking, PassengerRules } from "./types";

export type AgeRule = PassengerRules["DOMESTIC"];

type Typed = Pick<BookedPassenger, "type" | "segmentTypes">;

/** The type of a passenger on one flight. It may differ between flights when a birthday lies between them. */
export const typeOnFlight = ({ type, segmentTypes }: Typed, segment: number): PassengerType =>
  segmentTypes[segment] ?? type;

/** The types that a passenger has on the flights of the trip, in order, each once. */
export const typesOnTrip = ({ type, segmentTypes }: Typed): PassengerType[] => [
  ...new Set([type, ...segmentTypes]),
];

/** True when somebody is of another type on a later flight than on the first one. */
export const hasTypeChanges = ({ passengers }: Pick<Booking, "passengers">): boolean =>
  passengers.some((passenger) => typesOnTrip(passenger).length > 1);

/** A passenger as a seat map needs them: without birth date and documents. */
export type SeatPassenger = Pick<BookedPassenger, "position" | "type" | "surname" | "givenName">;

/** The passengers of one flight who have not given it up, each with the type that counts on it. */
export const passengersOn = (
  { passengers, coupons }: Pick<Booking, "passengers" | "coupons">,
  segment: number,
): SeatPassenger[] =>
  passengers
    .filter(({ position }) => !hasGivenUp(coupons, position, segment))
    .map((passenger) => ({
      position: passenger.position,
      type: typeOnFlight(passenger, segment),
      surname: passenger.surname,
      givenName: passenger.givenName,
    }));

/** True when only one passenger needs a seat. */
export const needsOneSeat = (passengers: readonly { type: PassengerType }[]): boolean =>
  passengers.filter(({ type }) => type !== "INFANT").length === 1;

type Party = {
  passengers: readonly (Typed & Pick<BookedPassenger, "position">)[];
  segments: readonly { position: number }[];
  seats: Booking["seats"];
  coupons?: Coupons;
};

/** True when a passenger who needs a seat has none on some flight that they have not given up. */
export const lacksSeats = ({ passengers, segments, seats, coupons = [] }: Party): boolean =>
  passengers.some((passenger) =>
    segments.some(
      (leg) =>
        !hasGivenUp(coupons, passenger.position, leg.position) &&
        typeOnFlight(passenger, leg.position) !== "INFANT" &&
        !seats.some(
          (each) => each.passengerPosition === passenger.position && each.segmentPosition === leg.position,
        ),
    ),
  );

type Coupons = readonly Pick<BookedCoupon, "segmentPosition" | "passengerPosition" | "state">[];

/** True when a passenger gave a flight up that others of the party may still have. */
export const hasGivenUp = (coupons: Coupons, passenger: number, segment: number): boolean =>
  coupons.some(
    ({ segmentPosition, passengerPosition, state }) =>
      segmentPosition === segment && passengerPosition === passenger && state === "REFUNDED",
  );

/** `HONG GILDONG` as on the ticket; null until the name is entered. */
export const romanName = ({ surname, givenName }: Pick<BookedPassenger, "surname" | "givenName">) =>
  surname && givenName ? `${surname} ${givenName}` : null;

/** A passenger's number among those of the same type, from 1: "Adult 2". */
export const ordinalOf = (
  all: readonly Pick<BookedPassenger, "type" | "position">[],
  one: Pick<BookedPassenger, "type" | "position">,
) => all.filter((each) => each.type === one.type && each.position <= one.position).length;

/** The age rule of a booking. One international flight makes the whole trip international. */
export const ageRuleOf = (
  { segments }: { segments: readonly Pick<Booking["segments"][number], "international">[] },
  rules: PassengerRules,
) => rules[flightScope(segments.some(({ international }) => international))];

/** The figures of an age rule under the names that the messages use. */
export const ageValues = (rule: AgeRule) => ({
  child: rule.childUnderAge,
  infant: rule.infantUnderAge,
  days: rule.infantFromDays,
  alone: rule.aloneFromAge,
  counted: rule.ageCountedOn,
});
