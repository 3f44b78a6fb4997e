import type { RefundRow } from "@/components/trips/types";
import type { BookingView } from "@/server/reservation/queries";

type Miles = readonly { kind: "ACCRUAL" | "REVERSAL" }[];

const earns = ({ segments, passengers }: Pick<BookingView, "segments" | "passengers">) =>
  segments.some((leg) => leg.rule.mileageRatePercent > 0) && passengers.some((p) => p.type !== "INFANT");

/** Whether a cancelled booking gives miles back: of flights that had left by then they stay. */
const givesBack = ({ segments, passengers }: BookingView) =>
  earns({ segments: segments.filter((leg) => !leg.kept), passengers });

/** Why a booking without entries in the ledger has none. */
export function milesState(booking: BookingView): "pending" | "none" | "beforePayment" | "noneEnded" {
  switch (booking.status) {
    case "HELD":
      return "beforePayment";
    case "CREATED":
      return earns(booking) ? "pending" : "none";
    case "CANCELLED":
    case "EXPIRED":
      return "noneEnded";
  }
}

const settlingMs = 20_000;

/** Messages and history follow a change within seconds. */
const justChanged = ({ now, createdAt, endedAt }: BookingView) =>
  Date.parse(now) - Date.parse(endedAt ?? createdAt ?? now) < settlingMs;

/** Whether the page is about to change by itself: a refund, miles or news are still on their way. */
export function stillMoving(booking: BookingView, miles: Miles, refunds: readonly RefundRow[]): boolean {
  if (booking.status === "HELD") return false;
  if (justChanged(booking) || refunds.some((refund) => refund.completedAt === null)) return true;
  const has = (kind: "ACCRUAL" | "REVERSAL") => miles.some((entry) => entry.kind === kind);
  if (booking.status === "CREATED") return earns(booking) && !has("ACCRUAL");
  if (booking.status !== "CANCELLED") return false;
  return has("ACCRUAL") ? givesBack(booking) && !has("REVERSAL") : has("REVERSAL");
}
