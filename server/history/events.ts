import { userChanged, userRegistered } from "@/server/identity/events";
import { mileageDecreased, mileageIncreased } from "@/server/mileage/events";
import { messageFailed, messageSent } from "@/server/notification/events";
import { paymentCaptured, paymentFailed, refundCompleted, refundFailed } from "@/server/payment/events";
import {
  paymentRefused,
  reservationCancelled,
  reservationChanged,
  reservationCreated,
  reservationExpired,
  reservationHeld,
} from "@/server/reservation/events";
import type { EventDefinition } from "@/server/shared/events";

export const historyCategories = ["RESERVATION", "PAYMENT", "MILEAGE", "MESSAGE", "ACCOUNT"] as const;
export type HistoryCategory = (typeof historyCategories)[number];

/** The events that concern a customer: each is one row of the timeline (law L5). History publishes none. */
export const timelineEvents: Record<HistoryCategory, readonly EventDefinition[]> = {
  RESERVATION: [
    reservationHeld,
    reservationCreated,
    reservationChanged,
    reservationCancelled,
    reservationExpired,
  ],
  PAYMENT: [paymentCaptured, paymentFailed, paymentRefused, refundCompleted, refundFailed],
  MILEAGE: [mileageIncreased, mileageDecreased],
  MESSAGE: [messageSent, messageFailed],
  ACCOUNT: [userRegistered, userChanged],
};

/** Every name in the timeline with its category. */
export const categoryOf = new Map(
  historyCategories.flatMap((category) => timelineEvents[category].map((e) => [e.name, category] as const)),
);
