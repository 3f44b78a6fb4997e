import type { FlightScope, ReservationStatus } from "@/server/shared/fare-terms";
import { type IsoInstant, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { cutoffOf } from "./cutoffs";
import { hasDeparted, isFlown } from "./leg-standing";
import type { CutoffPolicies } from "./policy-rows";
import { type SaleState, saleStateAt } from "./sale-window";

/** Whether something may be done with a booking now, and why not. */
export type Permission<Reason extends string> =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: Reason };

/** A hold as far as its deadline matters. */
type Hold = { readonly status: ReservationStatus; readonly paymentDeadline: IsoInstant };

/** A booking as far as these rules ask. */
export type RuledBooking = Hold & {
  readonly passengersComplete: boolean;
  /** In travel order. */
  readonly segments: readonly {
    readonly departsAt: IsoInstant;
    readonly scope: FlightScope;
    /** The airline has cancelled the flight. */
    readonly flightCancelled: boolean;
    /** Staff recorded that nobody of the reservation boarded the flight. */
    readonly missed: boolean;
  }[];
};

type Trip = Pick<RuledBooking, "status" | "segments">;

/** Why a customer cannot cancel. UNPAID: there is nothing to give back. DEPARTED: all its flights count as flown. */
export type NotCancellable = "UNPAID" | "CANCELLED" | "DEPARTED";

/** Why a customer cannot correct a name. CHECK_IN_CLOSED: the no-show cut-off of the first flight has passed. */
export type NotCorrectable = "NOT_CREATED" | "FLIGHT_CANCELLED" | "CHECK_IN_CLOSED";

/** Why passengers cannot get a booking of their own. DEPARTED: all its flights count as flown. */
export type NotSplittable = "NOT_CREATED" | "FLIGHT_CANCELLED" | "DEPARTED" | "ONE_PASSENGER";

type Party = { readonly passengers: readonly unknown[] };

/** What a booking's customer may do with it. The verbs, the pages and the REST answers ask the same rules. */
export type BookingRules = {
  readonly pay: Permission<"HOLD_EXPIRED" | "PASSENGERS_INCOMPLETE" | Exclude<SaleState, "OPEN">>;
  readonly release: Permission<"HOLD_ENDED">;
  readonly enterPassengers: Permission<"HOLD_EXPIRED">;
  /** Of the booking as a whole; the flights are in `chooseSeatsOn`. */
  readonly chooseSeats: Permission<"HOLD_EXPIRED">;
  /** For each flight, in travel order. */
  readonly chooseSeatsOn: readonly Permission<"HOLD_EXPIRED" | "FLIGHT_DEPARTED">[];
  /**
   * For each flight, in travel order: whether a change of seats is offered after payment. On a flight that the airline
   * has cancelled none is offered, although the verb would make it: the booking is about to be cancelled.
   */
  readonly changeSeatsOn: readonly Permission<"NOT_CREATED" | "FLIGHT_CANCELLED" | "FLIGHT_DEPARTED">[];
  /** What was flown is kept: a booking can be cancelled while one of its flights has not left, or was missed. */
  readonly cancel: Permission<NotCancellable>;
  /** Flights can be changed for others while one of them can still be boarded. */
  readonly change: Permission<NotCancellable>;
  /** Until the last flight has left. The contact of a hold is entered with its passengers. */
  readonly changeContact: Permission<"NOT_CREATED" | "FLIGHT_DEPARTED">;
  readonly correctName: Permission<NotCorrectable>;
  readonly split: Permission<NotSplittable>;
};

export const allowed = { allowed: true } as const;
export const refused = <Reason extends string>(reason: Reason) => ({ allowed: false, reason }) as const;

/**
 * Returns true while a hold can be worked on and paid: its deadline has not come. The same in SQL: `liveHold`,
 * inventory/predicates.ts.
 */
export const isLiveHold = ({ status, paymentDeadline }: Hold, now: IsoInstant): boolean =>
  status === "HELD" && Date.parse(paymentDeadline) > Date.parse(now);

/** Returns the status as a customer is shown it: a hold is over at its deadline, although no sweep has ended it yet. */
export const statusAt = (hold: Hold, now: IsoInstant): ReservationStatus =>
  hold.status === "HELD" && !isLiveHold(hold, now) ? "EXPIRED" : hold.status;

/** Returns all permissions of a booking at `now`, the database's clock. Throws MissingPolicyError. */
export function bookingRules(
  booking: RuledBooking & Party,
  now: IsoInstant,
  cutoffs: CutoffPolicies,
): BookingRules {
  return {
    pay: payRule(booking, now, cutoffs),
    release: releaseRule(booking),
    enterPassengers: isLiveHold(booking, now) ? allowed : refused("HOLD_EXPIRED"),
    ...seatRules(booking, now),
    cancel: cancelRule(booking, now),
    change: changeRule(booking, now),
    changeContact: contactRule(booking, now),
    correctName: correctNameRule(booking, now, cutoffs),
    split: splitRule(booking, now),
  };
}

/** Returns whether a hold can be given up: while it is HELD, also past its deadline. */
export const releaseRule = ({ status }: Pick<RuledBooking, "status">): BookingRules["release"] =>
  status === "HELD" ? allowed : refused("HOLD_ENDED");

/** Returns whether a payment may begin. The cut-offs are those in force on the Korean date of `now`. */
export function payRule(
  booking: RuledBooking,
  now: IsoInstant,
  cutoffs: CutoffPolicies,
): BookingRules["pay"] {
  if (!isLiveHold(booking, now)) return refused("HOLD_EXPIRED");
  if (!booking.passengersComplete) return refused("PASSENGERS_INCOMPLETE");
  const sale = saleStateAt(now, "sales", booking.segments, cutoffs, toLocal(now, KOREA_ZONE).date);
  return sale === "OPEN" ? allowed : refused(sale);
}

/** Returns whether seats may be chosen, of the booking and of each flight: on a hold, and after payment until it leaves. */
export function seatRules(
  booking: RuledBooking,
  now: IsoInstant,
): Pick<BookingRules, "chooseSeats" | "chooseSeatsOn" | "changeSeatsOn"> {
  const chooseSeats: BookingRules["chooseSeats"] =
    booking.status === "CREATED" || isLiveHold(booking, now) ? allowed : refused("HOLD_EXPIRED");
  const chooseSeatsOn = booking.segments.map((segment) => {
    if (!chooseSeats.allowed) return chooseSeats;
    return hasDeparted(segment, now) ? refused("FLIGHT_DEPARTED") : allowed;
  });
  const changeSeatsOn = booking.segments.map((segment) => {
    if (booking.status !== "CREATED") return refused("NOT_CREATED");
    if (segment.flightCancelled) return refused("FLIGHT_CANCELLED");
    return hasDeparted(segment, now) ? refused("FLIGHT_DEPARTED") : allowed;
  });
  return { chooseSeats, chooseSeatsOn, changeSeatsOn };
}

/** Returns whether the customer may cancel what was not flown of a booking. */
export function cancelRule({ status, segments }: Trip, now: IsoInstant): BookingRules["cancel"] {
  switch (status) {
    case "HELD":
    case "EXPIRED":
      return refused("UNPAID");
    case "CANCELLED":
      return refused("CANCELLED");
    case "CREATED":
      return segments.every((segment) => isFlown(segment, now)) ? refused("DEPARTED") : allowed;
  }
}

/**
 * Returns whether the customer may change flights of a booking. Which of them is asked with the quote: from the no-show
 * cut-off of a flight on it is too late.
 */
export function changeRule(booking: Trip, now: IsoInstant): BookingRules["change"] {
  const cancel = cancelRule(booking, now);
  if (!cancel.allowed) return cancel;
  const ahead = booking.segments.some((leg) => !leg.missed && !leg.flightCancelled && !hasDeparted(leg, now));
  return ahead ? allowed : refused("DEPARTED");
}

/** Returns whether the contact of a booking may be changed. */
export function contactRule({ status, segments }: Trip, now: IsoInstant): BookingRules["changeContact"] {
  if (status !== "CREATED") return refused("NOT_CREATED");
  return segments.every((segment) => hasDeparted(segment, now)) ? refused("FLIGHT_DEPARTED") : allowed;
}

/**
 * Returns whether the customer may correct a name: until the no-show cut-off of the first flight, when the list of
 * passengers is final. The cut-offs are those in force on the Korean date of `now`. Throws MissingPolicyError.
 */
export function correctNameRule(
  { status, segments }: Trip,
  now: IsoInstant,
  cutoffs: CutoffPolicies,
): BookingRules["correctName"] {
  if (status !== "CREATED") return refused("NOT_CREATED");
  if (segments.some((segment) => segment.flightCancelled)) return refused("FLIGHT_CANCELLED");
  const today = toLocal(now, KOREA_ZONE).date;
  const isClosed = (segment: RuledBooking["segments"][number]) =>
    Date.parse(cutoffOf("noShow", segment, cutoffs, today)) <= Date.parse(now);
  return segments.some(isClosed) ? refused("CHECK_IN_CLOSED") : allowed;
}

/** Returns whether passengers may get a booking of their own: not of one that is about to be cancelled with its flight. */
export function splitRule(
  { status, segments, passengers }: Trip & Party,
  now: IsoInstant,
): BookingRules["split"] {
  if (status !== "CREATED") return refused("NOT_CREATED");
  if (segments.some((segment) => segment.flightCancelled)) return refused("FLIGHT_CANCELLED");
  if (segments.every((segment) => isFlown(segment, now))) return refused("DEPARTED");
  return passengers.length < 2 ? refused("ONE_PASSENGER") : allowed;
}
