import type { Messages } from "@/i18n/messages";
import type { TimelineEntry } from "./types";

export type TitleKey = keyof Messages["history"]["event"];
type Entry = Pick<TimelineEntry, "name" | "summary">;

const endings: Record<string, TitleKey> = {
  DEADLINE: "expired",
  SALES_CLOSED: "salesClosed",
  RELEASED: "released",
  FLIGHT_CANCELLED: "heldFlightCancelled",
};

const titles: Record<string, TitleKey | ((summary: Entry["summary"]) => TitleKey)> = {
  "reservation/reservation.held": "held",
  "reservation/reservation.created": "created",
  "reservation/reservation.changed": "seatsChanged",
  "reservation/reservation.cancelled": ({ cause }) => (cause === "AIRLINE" ? "flightCancelled" : "cancelled"),
  "reservation/reservation.part-cancelled": "partCancelled",
  "reservation/reservation.flights-changed": "flightsChanged",
  "reservation/change.payment-requested": "changePaymentRequested",
  "reservation/change.expired": ({ cause }) => (cause === "WITHDRAWN" ? "changeWithdrawn" : "changeExpired"),
  "reservation/reservation.claimed": "claimed",
  "reservation/reservation.split": "split",
  "reservation/reservation.split-off": "splitOff",
  "reservation/name.corrected": "nameCorrected",
  "reservation/reservation.expired": ({ cause }) => endings[String(cause)] ?? "expired",
  "reservation/no-show.recorded": "noShow",
  "reservation/flight.retimed": "flightRetimed",
  "reservation/contact.changed": "contactChanged",
  "reservation/payment.refused": ({ changeId }) => (changeId ? "changeRefused" : "paymentRefused"),
  "payment/payment.captured": "paymentCaptured",
  "payment/payment.failed": "paymentFailed",
  "payment/refund.completed": "refundCompleted",
  "payment/refund.failed": "refundFailed",
  "mileage/mileage.increased": "milesIncreased",
  "mileage/mileage.decreased": "milesDecreased",
  "mileage/mileage.exchanged": "milesExchanged",
  "mileage/mileage.adjusted": ({ deltaMiles }) => (Number(deltaMiles) < 0 ? "milesTaken" : "milesGiven"),
  "notification/message.resent": "emailResent",
  "notification/message.sent": ({ channel }) => (channel === "EMAIL" ? "emailSent" : "inboxSent"),
  "notification/message.failed": "messageFailed",
  "identity/user.registered": "registered",
  "identity/user.changed": "languageChanged",
};

/** Key of an event's title under `history.event`. An unknown event is shown as "other". */
export function eventTitle({ name, summary }: Entry): TitleKey {
  const title = titles[name] ?? "other";
  return typeof title === "function" ? title(summary) : title;
}
