/** What the queries of this context give, in types alone, so that components may have them. */

export type PaymentView = {
  id: string;
  amount: number;
  status: "PENDING" | "CAPTURED" | "CLOSED";
  lastFailure: string | null;
  capturedAt: Date | null;
  checkoutSessionId: string | null;
};

export type RefundView = {
  id: string;
  amount: number;
  reason: string;
  /** PENDING also while the bank has it. */
  status: "PENDING" | "COMPLETED";
  createdAt: Date;
  completedAt: Date | null;
};
