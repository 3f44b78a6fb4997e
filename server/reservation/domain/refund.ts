import type { CancelCause, FareBrand, FlightScope } from "@/server/shared/fare-terms";
import { krw, type Money, percentOfAmount, subtractMoney } from "@/server/shared/money";
import type { ChargeKind } from "@/server/shared/order-terms";
import {
  daysBetween,
  type IsoInstant,
  KOREA_ZONE,
  type LocalDate,
  minutesBetween,
  toLocal,
} from "@/server/shared/time";

import { type LegStanding, nextStandingChange, standingOf } from "./leg-standing";
import {
  type CutoffPolicies,
  inForce,
  MissingPolicyError,
  NO_SHOW,
  type RefundPolicies,
  requireRow,
} from "./policy-rows";
import { type PriceLine, totalOf } from "./pricing";

/** Who gives the flight up. When the airline cancels, everything that was not flown is paid back. */
export type RefundCause = CancelCause;

export type DeductionReason = "FLOWN" | "CANCELLATION_FEE" | "NO_SHOW_FEE" | "NOT_REFUNDABLE";

/** The fee that a deduction is charged as. What was flown is no fee: nothing of it is given up. */
export const feeKinds = {
  CANCELLATION_FEE: "REFUND_FEE",
  NOT_REFUNDABLE: "REFUND_FEE",
  NO_SHOW_FEE: "NO_SHOW_FEE",
} as const satisfies Record<Exclude<DeductionReason, "FLOWN">, ChargeKind>;

export interface Deduction {
  readonly reason: DeductionReason;
  readonly segmentIndex: number;
  readonly passengerIndex: number;
  readonly amount: number;
}

/** Why giving up a segment costs no fee; the quote shows it. */
export type WaiverReason = "AIRLINE_CANCELLED" | "SOON_AFTER_PURCHASE" | "LONG_BEFORE_DEPARTURE";

export interface RefundSegment {
  readonly scope: FlightScope;
  readonly brand: FareBrand;
  readonly refundable: boolean;
  readonly departsAt: IsoInstant;
  /** Where a change brought the flight: the earliest departure of those it took the place of. Days count to it. */
  readonly feesCountTo?: IsoInstant | null;
  readonly originZone: string;
  /** The airline has cancelled this flight. */
  readonly flightCancelled: boolean;
  /** Staff recorded that nobody of the reservation boarded this flight. */
  readonly missed: boolean;
}

export interface RefundQuote {
  readonly paid: Money;
  /** The sum of the deductions: what the airline keeps. */
  readonly fee: Money;
  readonly refundable: Money;
  readonly deductions: readonly Deduction[];
  readonly waivers: readonly { readonly segmentIndex: number; readonly reason: WaiverReason }[];
  /** The standing of each segment. Those that are DEPARTED count as flown and are not given up. */
  readonly standings: readonly LegStanding[];
  /** When the standing of a segment, and with it these sums, next changes; null when none will. */
  readonly nextChange: IsoInstant | null;
}

interface RefundRequest {
  readonly lines: readonly PriceLine[];
  readonly segments: readonly RefundSegment[];
  readonly cause: RefundCause;
  readonly purchasedAt: IsoInstant;
  readonly now: IsoInstant;
  /** When an earlier quote was given: its fee step and free periods still hold. Absent for a new quote. */
  readonly quotedAt?: IsoInstant;
  readonly policies: RefundPolicies;
  readonly cutoffs: CutoffPolicies;
}

/**
 * Returns the refund for giving up all segments that were not flown, with each deduction. The rows in force on the
 * Korean day of purchase apply. A fee is taken from fare and fuel surcharge only: airport charge and departure levy of
 * an unflown segment are always returned (Korean carriers' conditions of carriage). When the airline has cancelled one
 * of the flights, the others cost no fee either, whoever asks. Paid = fee + refundable, neither below zero. Throws
 * MissingPolicyError.
 */
export function quoteRefund(request: RefundRequest): RefundQuote {
  const deductions: Deduction[] = [];
  const waivers: { segmentIndex: number; reason: WaiverReason }[] = [];
  const { segments, now, cutoffs } = request;
  const bought = purchaseDate(request);
  const standings = segments.map((segment) => standingOf(segment, now, cutoffs, bought));
  for (const [segmentIndex, segment] of segments.entries()) {
    const standing = standings[segmentIndex] ?? "AHEAD";
    const lines = request.lines.filter((line) => line.segmentIndex === segmentIndex);
    const waiver = waiverFor(segment, standing, request);
    if (waiver) waivers.push({ segmentIndex, reason: waiver });
    else deductions.push(...deductionsFor({ segment, segmentIndex, standing, lines }, request));
  }
  const paid = totalOf(request.lines);
  const fee = krw(deductions.reduce((sum, deduction) => sum + deduction.amount, 0));
  const nextChange = nextStandingChange(segments, now, cutoffs, bought);
  return { paid, fee, refundable: subtractMoney(paid, fee), deductions, waivers, standings, nextChange };
}

function waiverFor(
  segment: RefundSegment,
  standing: LegStanding,
  request: RefundRequest,
): WaiverReason | null {
  if (standing === "DEPARTED") return null;
  if (request.cause === "AIRLINE" || request.segments.some((each) => each.flightCancelled))
    return "AIRLINE_CANCELLED";
  if (standing === "NO_SHOW") return null;
  const row = requireRow(
    request.policies.waivers,
    purchaseDate(request),
    `refund waiver for ${segment.scope}`,
    (each) => each.scope === segment.scope,
  );
  const free = row.freeWithinHoursOfPurchase * 60;
  if (minutesBetween(request.purchasedAt, quotedAt(request)) < free) return "SOON_AFTER_PURCHASE";
  if (
    row.freeFromDaysToDeparture !== null &&
    daysToDeparture(segment, request) >= row.freeFromDaysToDeparture
  )
    return "LONG_BEFORE_DEPARTURE";
  return null;
}

type Leg = {
  segment: RefundSegment;
  segmentIndex: number;
  standing: LegStanding;
  lines: readonly PriceLine[];
};

function deductionsFor({ segmentIndex, lines, ...leg }: Leg, request: RefundRequest): Deduction[] {
  const passengers = [...new Set(lines.map((line) => line.passengerIndex))];
  return passengers
    .map((passengerIndex) => {
      const own = lines.filter((line) => line.passengerIndex === passengerIndex);
      return { segmentIndex, passengerIndex, ...deductionFrom({ ...leg, lines: own }, request) };
    })
    .filter((deduction) => deduction.amount > 0);
}

function deductionFrom(
  { segment, standing, lines }: Omit<Leg, "segmentIndex">,
  request: RefundRequest,
): { reason: DeductionReason; amount: number } {
  if (standing === "DEPARTED") return { reason: "FLOWN", amount: totalOf(lines).amount };
  const fare = totalOf(lines.filter((line) => line.kind === "FARE")).amount;
  const carrierShare = fare + totalOf(lines.filter((line) => line.kind === "FUEL_SURCHARGE")).amount;
  if (!segment.refundable) return { reason: "NOT_REFUNDABLE", amount: carrierShare };
  const noShow = standing === "NO_SHOW";
  const row = feeRow(segment, noShow ? NO_SHOW : daysToDeparture(segment, request), request);
  const fee = row.feeKrw + percentOfAmount(fare, row.farePercent);
  return { reason: noShow ? "NO_SHOW_FEE" : "CANCELLATION_FEE", amount: Math.min(fee, carrierShare) };
}

function feeRow(segment: RefundSegment, days: number, request: RefundRequest) {
  const [row] = inForce(request.policies.fees, purchaseDate(request))
    .filter((each) => each.scope === segment.scope && each.brand === segment.brand)
    .filter((each) => each.minDaysToDeparture <= days)
    .sort((a, b) => b.minDaysToDeparture - a.minDaysToDeparture || b.validFrom.localeCompare(a.validFrom));
  if (!row)
    throw new MissingPolicyError(`No refund fee for ${segment.scope} ${segment.brand} at ${days} days`);
  return row;
}

/**
 * Counts whole calendar days at the place of departure, as they were when the quote was given. A change to a later flight
 * wins no days: none are left when the flight that was given up for it would have gone.
 */
function daysToDeparture({ originZone, ...segment }: RefundSegment, request: RefundRequest): number {
  const today = toLocal(quotedAt(request), originZone).date;
  const daysTo = (at: IsoInstant) => daysBetween(today, toLocal(at, originZone).date);
  const days = daysTo(segment.departsAt);
  return segment.feesCountTo ? Math.max(0, Math.min(days, daysTo(segment.feesCountTo))) : days;
}

const quotedAt = (request: RefundRequest): IsoInstant => request.quotedAt ?? request.now;

function purchaseDate(request: RefundRequest): LocalDate {
  return toLocal(request.purchasedAt, KOREA_ZONE).date;
}
