export { NoticeNotUnderstood, ProviderFault } from "./payment-gateway";
export { receiveNotice, receiveVerifiedNotice } from "./receive-notice";
export type { SettledPayment } from "./record-checkout";
export { refundPayment } from "./refund-payment";
export { retryPendingRefunds } from "./retry-pending-refunds";
export { closeCheckout, reconcilePayments, settleCheckout } from "./settle-checkout";
export { startCheckout } from "./start-checkout";
