import { krw, type Money, percentOfAmount, subtractMoney } from "@/server/shared/money";
import {
  daysBetween,
  type IsoInstant,
  KOREA_ZONE,
  type LocalDate,
  minutesBetween,
  toLocal,
} from "@/server/shared/time";
import type { FareBrand, FlightScope } from "./fare-brand";
import { AFTER_DEPARTURE, inForce, MissingPolicyError, type RefundPolicies, requireRow } from "./policy-rows";
import { type PriceLine, totalOf } from "./pricing";

/** Who gives up the flight. The airline's own cancellation returns everything that was not flown. */
export type RefundCause = "CUSTOMER" | "AIRLINE";

export type DeductionReason = "FLOWN" | "CANCELLATION_FEE" | "NO_SHOW_FEE" | "NOT_REFUNDABLE";

export interface Deduction {
  readonly reason: DeductionReason;
  readonly segmentIndex: number;
  readonly passengerIndex: number;
  readonly amount: number;
}

/** Why a segment was free of charge, for the quote to say. */
export type WaiverReason = "AIRLINE_CANCELLED" | "SOON_AFTER_PURCHASE" | "LONG_BEFORE_DEPARTURE";

export interface RefundSegment {
  readonly scope: FlightScope;
  readonly brand: FareBrand;
  readonly refundable: boolean;
  readonly departsAt: IsoInstant;
  readonly originZone: string;
  /** The passengers were on board: nothing of this segment is returned. */
  readonly flown: boolean;
}

export interface RefundQuote {
  readonly paid: Money;
  /** Everything kept back: the sum of the deductions. */
  readonly fee: Money;
  readonly refundable: Money;
  readonly deductions: readonly Deduction[];
  readonly waivers: readonly { readonly segmentIndex: number; readonly reason: WaiverReason }[];
}

interface RefundRequest {
  readonly lines: readonly PriceLine[];
  readonly segments: readonly RefundSegment[];
  readonly cause: RefundCause;
  readonly purchasedAt: IsoInstant;
  readonly now: IsoInstant;
  readonly policies: RefundPolicies;
}

/**
 * What comes back when all unflown segments are given up, with each deduction. The rows in force on
 * the Korean day of purchase apply. A fee is taken from fare and fuel surcharge only: airport charge
 * and departure levy of an unflown segment are always returned (Korean carriers' conditions of
 * carriage). Paid = fee + refundable, neither below zero. Throws MissingPolicyError.
 */
export function quoteRefund(request: RefundRequest): RefundQuote {
  const deductions: Deduction[] = [];
  const waivers: { segmentIndex: number; reason: WaiverReason }[] = [];
  for (const [segmentIndex, segment] of request.segments.entries()) {
    const lines = request.lines.filter((line) => line.segmentIndex === segmentIndex);
    const waiver = segment.flown ? null : waiverFor(segment, request);
    if (waiver) waivers.push({ segmentIndex, reason: waiver });
    else deductions.push(...deductionsFor(segment, segmentIndex, lines, request));
  }
  const paid = totalOf(request.lines);
  const fee = krw(deductions.reduce((sum, deduction) => sum + deduction.amount, 0));
  return { paid, fee, refundable: subtractMoney(paid, fee), deductions, waivers };
}

function waiverFor(segment: RefundSegment, request: RefundRequest): WaiverReason | null {
  if (request.cause === "AIRLINE") return "AIRLINE_CANCELLED";
  const days = daysToDeparture(segment, request.now);
  if (days === AFTER_DEPARTURE) return null;
  const row = requireRow(
    request.policies.waivers,
    purchaseDate(request),
    `refund waiver for ${segment.scope}`,
    (each) => each.scope === segment.scope,
  );
  const free = row.freeWithinHoursOfPurchase * 60;
  if (minutesBetween(request.purchasedAt, request.now) < free) return "SOON_AFTER_PURCHASE";
  if (row.freeFromDaysToDeparture !== null && days >= row.freeFromDaysToDeparture) {
    return "LONG_BEFORE_DEPARTURE";
  }
  return null;
}

function deductionsFor(
  segment: RefundSegment,
  segmentIndex: number,
  lines: readonly PriceLine[],
  request: RefundRequest,
): Deduction[] {
  const passengers = [...new Set(lines.map((line) => line.passengerIndex))];
  return passengers
    .map((passengerIndex) => {
      const own = lines.filter((line) => line.passengerIndex === passengerIndex);
      return { segmentIndex, passengerIndex, ...deductionFrom(segment, own, request) };
    })
    .filter((deduction) => deduction.amount > 0);
}

function deductionFrom(
  segment: RefundSegment,
  lines: readonly PriceLine[],
  request: RefundRequest,
): { reason: DeductionReason; amount: number } {
  if (segment.flown) return { reason: "FLOWN", amount: totalOf(lines).amount };
  const fare = totalOf(lines.filter((line) => line.kind === "FARE")).amount;
  const carrierShare = fare + totalOf(lines.filter((line) => line.kind === "FUEL_SURCHARGE")).amount;
  if (!segment.refundable) return { reason: "NOT_REFUNDABLE", amount: carrierShare };
  const days = daysToDeparture(segment, request.now);
  const row = feeRow(segment, days, request);
  const fee = row.feeKrw + percentOfAmount(fare, row.farePercent);
  const reason = days === AFTER_DEPARTURE ? "NO_SHOW_FEE" : "CANCELLATION_FEE";
  return { reason, amount: Math.min(fee, carrierShare) };
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

/** Whole calendar days at the place of departure; {@link AFTER_DEPARTURE} once the flight has left. */
function daysToDeparture(segment: RefundSegment, now: IsoInstant): number {
  if (Date.parse(now) >= Date.parse(segment.departsAt)) return AFTER_DEPARTURE;
  return daysBetween(
    toLocal(now, segment.originZone).date,
    toLocal(segment.departsAt, segment.originZone).date,
  );
}

function purchaseDate(request: RefundRequest): LocalDate {
  return toLocal(request.purchasedAt, KOREA_ZONE).date;
}
