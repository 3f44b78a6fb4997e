import type { PaymentGateway } from "@/server/payment/payment-gateway";

/** A payment provider for `vi.mock`. Refunds succeed at once, and checkouts close. */
export const stripeGateway = {
  refund: async ({ refundId }) => ({
    providerRefundId: `re_${refundId}`,
    state: "SUCCEEDED",
    failure: null,
  }),
  closeCheckout: async () => {},
} satisfies Pick<PaymentGateway, "refund" | "closeCheckout">;
