export { closeCheckout } from "./close-checkout";
export { NoticeNotUnderstood, ProviderFault } from "./payment-gateway";
export type { SettledPayment } from "./payment-rows";
export { receiveNotice, receiveVerifiedNotice } from "./receive-notice";
export { reconcilePayments } from "./reconcile-payments";
export { refundPayment } from "./refund-payment";
export { retryPendingRefunds } from "./retry-pending-refunds";
export { settleCheckout } from "./settle-checkout";
export { startCheckout } from "./start-checkout";
