import type { RefundRow } from "@/components/trips/types";
import type { BookingView } from "@/server/reservation/queries";

type Miles = readonly { kind: "ACCRUAL" | "REVERSAL" }[];

const earnsMiles = ({ segments, passengers }: Pick<BookingView, "segments" | "passengers">) =>
  segments.some((leg) => leg.rule.mileageRatePercent > 0) && passengers.some((p) => p.type !== "INFANT");

/** Whether the cancellation takes miles back. Those of flights that had left stay with the customer. */
const losesMiles = ({ segments, passengers }: BookingView) =>
  earnsMiles({ segments: segments.filter((leg) => !leg.kept), passengers });

/** Returns why the ledger has no entries of a booking. */
export function milesState(booking: BookingView): "pending" | "none" | "beforePayment" | "noneEnded" {
  switch (booking.status) {
    case "HELD":
      return "beforePayment";
    case "CREATED":
      return earnsMiles(booking) ? "pending" : "none";
    case "CANCELLED":
    case "EXPIRED":
      return "noneEnded";
  }
}

/** Messages and history follow a change within seconds. */
const SETTLING_MS = 20_000;

const hasJustChanged = ({ now, createdAt, endedAt }: BookingView) =>
  Date.parse(now) - Date.parse(endedAt ?? createdAt ?? now) < SETTLING_MS;

/** Returns true while a refund, miles, messages or history are still to come, so that the page must be renewed. */
export function isUnderWay(booking: BookingView, miles: Miles, refunds: readonly RefundRow[]): boolean {
  if (booking.status === "HELD") return false;
  if (hasJustChanged(booking) || refunds.some((refund) => refund.completedAt === null)) return true;
  const has = (kind: "ACCRUAL" | "REVERSAL") => miles.some((entry) => entry.kind === kind);
  if (booking.status === "CREATED") return earnsMiles(booking) && !has("ACCRUAL");
  if (booking.status !== "CANCELLED") return false;
  return has("ACCRUAL") ? losesMiles(booking) && !has("REVERSAL") : has("REVERSAL");
}
