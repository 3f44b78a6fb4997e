export { receiveNotice } from "./receive-notice";
export type { SettledPayment } from "./record-checkout";
export { refundPayment, retryPendingRefunds } from "./refund-payment";
export { closeCheckout, reconcilePayments, settleCheckout } from "./settle-checkout";
export { startCheckout } from "./start-checkout";
