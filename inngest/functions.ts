import { creditMilesOnReservationCreated } from "./mileage/credit-miles-on-reservation-created";
import { exchangeMilesOnFlightsChanged } from "./mileage/exchange-miles-on-flights-changed";
import { moveMilesOnReservationSplit } from "./mileage/move-miles-on-reservation-split";
import { reverseMilesOnReservationCancelled } from "./mileage/reverse-miles-on-reservation-cancelled";
import { deliverOverdueMessagesSweep } from "./notification/deliver-overdue-messages";
import { deliverResendOnResendRequested } from "./notification/deliver-resend-on-resend-requested";
import {
  notifyOnContactEvent,
  notifyOnMileageEvent,
  notifyOnOrderEvent,
  notifyOnPaymentEvent,
  notifyOnReservationEvent,
} from "./notification/notify-customers";
import { closeCheckoutOnReservationExpired } from "./payment/close-checkout-on-reservation-expired";
import { reconcilePaymentsSweep } from "./payment/reconcile-payments";
import { refundOnPaymentRefused } from "./payment/refund-on-payment-refused";
import { refundOnReservationCancelled } from "./payment/refund-on-reservation-cancelled";
import { cancelReservationsOnFlightCancelled } from "./reservation/cancel-reservations-on-flight-cancelled";
import { decidePaymentOnPaymentCaptured } from "./reservation/decide-payment-on-payment-captured";
import { expireOverdueHoldsSweep } from "./reservation/expire-overdue-holds";
import { notifyTravellersOnFlightRetimed } from "./reservation/notify-travellers-on-flight-retimed";
import { sellFlightsOnFlightsPublished } from "./reservation/sell-flights-on-flights-published";
import { checkAuditChainSweep } from "./sweeps/check-audit-chain";
import { forgetOldRecords } from "./sweeps/forget-old-records";
import { pruneRateLimitsSweep } from "./sweeps/prune-rate-limits";
import { redeliverEventsSweep } from "./sweeps/redeliver-events";
import { relayOutboxSweep } from "./sweeps/relay-outbox";
import { rotateSigningKeysSweep } from "./sweeps/rotate-signing-keys";
import { sealAuditLogSweep } from "./sweeps/seal-audit-log";
import { deliverDueWebhooksSweep } from "./webhooks/deliver-due-webhooks";

/** Every function that the engine may run. */
export const functions = [
  sellFlightsOnFlightsPublished,
  cancelReservationsOnFlightCancelled,
  notifyTravellersOnFlightRetimed,
  decidePaymentOnPaymentCaptured,
  refundOnReservationCancelled,
  refundOnPaymentRefused,
  closeCheckoutOnReservationExpired,
  creditMilesOnReservationCreated,
  reverseMilesOnReservationCancelled,
  exchangeMilesOnFlightsChanged,
  moveMilesOnReservationSplit,
  notifyOnReservationEvent,
  notifyOnContactEvent,
  notifyOnPaymentEvent,
  notifyOnMileageEvent,
  notifyOnOrderEvent,
  deliverResendOnResendRequested,
  relayOutboxSweep,
  redeliverEventsSweep,
  expireOverdueHoldsSweep,
  reconcilePaymentsSweep,
  deliverOverdueMessagesSweep,
  deliverDueWebhooksSweep,
  pruneRateLimitsSweep,
  forgetOldRecords,
  sealAuditLogSweep,
  checkAuditChainSweep,
  rotateSigningKeysSweep,
];
