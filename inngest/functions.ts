import { forgetOldRecords } from "./forget-old-records";
import { projectOnEveryEvent, projectOnEveryMessage } from "./history/project-on-every-event";
import { creditMilesOnReservationCreated } from "./mileage/credit-miles-on-reservation-created";
import { reverseMilesOnReservationCancelled } from "./mileage/reverse-miles-on-reservation-cancelled";
import { deliverOverdueMessages } from "./notification/deliver-overdue";
import { notifyOnToldEvent } from "./notification/notify-on-told-event";
import { rememberRecipientOnUserChanged } from "./notification/remember-recipient-on-user-changed";
import { rememberRecipientOnUserRegistered } from "./notification/remember-recipient-on-user-registered";
import { closeCheckoutOnReservationExpired } from "./payment/close-checkout-on-reservation-expired";
import { reconcilePaymentsSweep } from "./payment/reconcile-payments";
import { refundOnPaymentRefused } from "./payment/refund-on-payment-refused";
import { refundOnReservationCancelled } from "./payment/refund-on-reservation-cancelled";
import { pruneRateLimitsSweep } from "./prune-rate-limits";
import { cancelReservationsOnFlightCancelled } from "./reservation/cancel-reservations-on-flight-cancelled";
import { decidePaymentOnPaymentCaptured } from "./reservation/decide-payment-on-payment-captured";
import { expireHoldOnReservationHeld } from "./reservation/expire-hold-on-reservation-held";
import { expireOverdueHoldsSweep } from "./reservation/expire-overdue-holds";
import { sellFlightsOnFlightsPublished } from "./reservation/sell-flights-on-flights-published";
import { sweepOutbox } from "./sweep-outbox";

/** Every function that the engine may run. */
export const functions = [
  sellFlightsOnFlightsPublished,
  cancelReservationsOnFlightCancelled,
  expireHoldOnReservationHeld,
  decidePaymentOnPaymentCaptured,
  refundOnReservationCancelled,
  refundOnPaymentRefused,
  closeCheckoutOnReservationExpired,
  creditMilesOnReservationCreated,
  reverseMilesOnReservationCancelled,
  notifyOnToldEvent,
  rememberRecipientOnUserRegistered,
  rememberRecipientOnUserChanged,
  projectOnEveryEvent,
  projectOnEveryMessage,
  sweepOutbox,
  expireOverdueHoldsSweep,
  reconcilePaymentsSweep,
  deliverOverdueMessages,
  pruneRateLimitsSweep,
  forgetOldRecords,
];
