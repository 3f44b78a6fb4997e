import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import Stripe from "stripe";
import { airline } from "@/server/shared/airline";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import { type NewCheckout, type PaymentGateway, RefundRefused } from "./gateway";
import { checkoutState, notice, refundState } from "./stripe-states";

const TIMEOUT_MS = 8_000;
/** The SDK repeats lost calls under the same idempotency key. */
const NETWORK_RETRIES = 2;

const unreachable = (error: unknown) =>
  error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError;

/** After five failures in a row the provider is left alone for ten seconds: callers get their answer at once. */
const breaker = circuitBreaker(handleWhen(unreachable), {
  halfOpenAfter: 10_000,
  breaker: new ConsecutiveBreaker(5),
});

async function guarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await breaker.execute(call);
  } catch (error) {
    if (unreachable(error) || error instanceof BrokenCircuitError)
      throw new AppError("PAYMENT_UNAVAILABLE", { cause: error });
    throw error;
  }
}

let client: Stripe | undefined;

function stripe(): Stripe {
  const { STRIPE_SECRET_KEY, STRIPE_API_URL } = env();
  const api = STRIPE_API_URL ? new URL(STRIPE_API_URL) : null;
  client ??= new Stripe(STRIPE_SECRET_KEY, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: NETWORK_RETRIES,
    telemetry: false,
    ...(api && { host: api.hostname, port: api.port, protocol: api.protocol === "http:" ? "http" : "https" }),
  });
  return client;
}

export const stripeGateway: PaymentGateway = {
  createCheckout: (checkout) =>
    guarded(async () => {
      const session = await stripe().checkout.sessions.create(sessionParams(checkout), {
        idempotencyKey: `checkout-${checkout.paymentId}`,
      });
      if (!session.url) throw new Error("the provider gave no page to pay on");
      return { sessionId: session.id, url: session.url };
    }),

  retrieveCheckout: (sessionId) =>
    guarded(async () =>
      checkoutState(await stripe().checkout.sessions.retrieve(sessionId, { expand: ["payment_intent"] })),
    ),

  closeCheckout: (sessionId) =>
    guarded(async () => {
      try {
        await stripe().checkout.sessions.expire(sessionId);
      } catch (error) {
        // Only open sessions can be closed: one that is paid or closed answers so.
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      }
    }),

  refund: ({ refundId, refusals, paymentIntentId, amount }) =>
    guarded(async () => {
      // The provider repeats a definite answer under the same key, so each refusal takes a new one; an
      // unknown outcome keeps its key, and is therefore never carried out twice.
      const refund = await refusedAs(() =>
        stripe().refunds.create(
          { payment_intent: paymentIntentId, amount, metadata: { refundId } },
          { idempotencyKey: `refund-${refundId}-${refusals}` },
        ),
      );
      return refundState(refund);
    }),

  retrieveRefund: (providerRefundId) =>
    guarded(async () => refundState(await stripe().refunds.retrieve(providerRefundId))),

  findRefund: ({ refundId, paymentIntentId }) =>
    guarded(async () => {
      for await (const refund of stripe().refunds.list({ payment_intent: paymentIntentId })) {
        const found = refundState(refund);
        if (refund.metadata?.refundId === refundId && found.state !== "FAILED") return found;
      }
      return null;
    }),

  verifyNotice: (body, signature) => {
    let event: Stripe.Event;
    try {
      event = stripe().webhooks.constructEvent(body, signature, env().STRIPE_WEBHOOK_SECRET);
    } catch (error) {
      throw new AppError("FORBIDDEN", { cause: error });
    }
    return notice(event);
  },
};

async function refusedAs<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const definite =
      error instanceof Stripe.errors.StripeInvalidRequestError ||
      error instanceof Stripe.errors.StripeCardError;
    throw definite ? new RefundRefused(error.message) : error;
  }
}

const sessionParams = (c: NewCheckout): Stripe.Checkout.SessionCreateParams => ({
  mode: "payment",
  locale: c.locale,
  client_reference_id: c.reservationId,
  customer_email: c.customerEmail,
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: airline.currency.toLowerCase(),
        unit_amount: c.amount,
        product_data: { name: c.description },
      },
    },
  ],
  metadata: { paymentId: c.paymentId },
  payment_intent_data: { metadata: { paymentId: c.paymentId } },
  success_url: c.successUrl,
  cancel_url: c.cancelUrl,
});
