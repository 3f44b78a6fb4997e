import { addDays, KOREA_ZONE, SCHEDULE_CLOCK_POLICY, toInstant, toLocal } from "@/server/shared/time";
import type { NotifiableKey } from "./events";
import type { MessageKindName } from "./schemas";

export type Kind = MessageKindName;

/** Events about money that was asked for, paid or given back. */
const PAYMENT: readonly NotifiableKey[] = [
  ...(["paymentRefused", "paymentFailed", "refundCompleted", "changePaymentRequested"] as const),
];

/** What the message about an event counts as when its reader chooses which to get. */
export function kindOf(key: NotifiableKey): Kind {
  if (key === "mileageIncreased" || key === "mileageDecreased" || key === "mileageAdjusted") return "MILES";
  return PAYMENT.includes(key) ? "PAYMENT" : "BOOKING";
}

/**
 * When the quiet hours end that a moment lies in, by Korean time; null for a moment outside of them.
 *
 * @param hours such as 21:00 to 08:00 of the next day. The first minute is quiet, the last one is not.
 */
export function quietEnd(at: Date, hours: { from: string; until: string }): Date | null {
  const { date, time } = toLocal(at, KOREA_ZONE);
  const [from, until] = [hours.from.slice(0, 5), hours.until.slice(0, 5)];
  const overnight = until <= from;
  const isQuiet = overnight ? time >= from || time < until : time >= from && time < until;
  if (!isQuiet) return null;
  const day = overnight && time >= from ? addDays(date, 1) : date;
  return new Date(toInstant(day, until, KOREA_ZONE, SCHEDULE_CLOCK_POLICY));
}
