import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export type { LostPayment } from "./lost-payments-view";
export type { LostRefund } from "./lost-refunds-view";
export { NoticeNotUnderstood, ProviderFault } from "./payment-gateway";
export type { SettledPayment } from "./payment-rows";

export const {
  closeCheckout,
  lostPayments,
  lostRefunds,
  movePayments,
  receiveNotice,
  receiveVerifiedNotice,
  reconcilePayments,
  recordLostPayment,
  recordLostRefund,
  refundPayment,
  retryPendingRefunds,
  settleCheckout,
  startCheckout,
} = tracedVerbs("payment", verbs);
