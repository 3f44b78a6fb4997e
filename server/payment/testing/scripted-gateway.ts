import { eq } from "drizzle-orm";
import { vi } from "vitest";
import { database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import type { CheckoutState, PaymentGateway } from "@/server/payment/payment-gateway";

type Method<Name extends keyof PaymentGateway> = PaymentGateway[Name];

/**
 * Replaces the payment provider in tests: `vi.mock("@/server/payment/stripe-gateway", () => import("…/scripted-gateway"))`.
 * It opens pages `cs_<payment id>`; a test chooses the other answers with `providerSays`. `vi.resetAllMocks` resets it.
 */
export const stripeGateway = {
  createCheckout: vi.fn<Method<"createCheckout">>(async ({ paymentId }) => ({
    sessionId: `cs_${paymentId}`,
    url: `https://pay.example/${paymentId}`,
  })),
  retrieveCheckout: vi.fn<Method<"retrieveCheckout">>(),
  closeCheckout: vi.fn<Method<"closeCheckout">>(),
};

type Answer = CheckoutState["state"] | (Partial<CheckoutState> & Pick<CheckoutState, "state">);

/** The provider gives these answers about a checkout one after the other, and the last one from then on. */
export function providerSays(...answers: Answer[]): void {
  stripeGateway.retrieveCheckout.mockImplementation(async (sessionId) => {
    const ofSession = eq(payments.checkoutSessionId, sessionId);
    const [payment] = await database().select().from(payments).where(ofSession);
    if (!payment) throw new Error(`no payment has the session ${sessionId}`);
    const [answer] = answers.length > 1 ? answers.splice(0, 1) : answers;
    return {
      sessionId,
      paymentId: payment.id,
      paymentIntentId: `pi_${payment.id}`,
      amount: payment.amount,
      failure: null,
      ...(typeof answer === "string" ? { state: answer } : (answer as CheckoutState)),
    };
  });
}
