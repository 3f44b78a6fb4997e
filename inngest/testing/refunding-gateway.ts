import type { PaymentGateway } from "@/server/payment/payment-gateway";

/** In the provider's place, for `vi.mock`: it refunds at once, and closes what it is told to close. */
export const stripeGateway = {
  refund: async ({ refundId }) => ({
    providerRefundId: `re_${refundId}`,
    state: "SUCCEEDED",
    failure: null,
  }),
  closeCheckout: async () => {},
} satisfies Pick<PaymentGateway, "refund" | "closeCheckout">;
