import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import Stripe from "stripe";
import { airline } from "@/server/shared/airline";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import {
  type CheckoutState,
  type FailedAttempt,
  type NewCheckout,
  type PaymentGateway,
  type ProviderNotice,
  RefundRefused,
} from "./gateway";

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
      if (refund.status === "failed" || refund.status === "canceled")
        throw new RefundRefused(`the provider answered ${refund.status}`);
      return { providerRefundId: refund.id };
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

function checkoutState(session: Stripe.Checkout.Session): CheckoutState {
  const intent = session.payment_intent;
  const declined = typeof intent === "object" && intent?.status === "requires_payment_method";
  return {
    sessionId: session.id,
    paymentId: session.metadata?.paymentId ?? null,
    state: stateOf(session),
    paymentIntentId: typeof intent === "string" ? intent : (intent?.id ?? null),
    amount: session.amount_total ?? 0,
    failure: declined && intent.last_payment_error ? failedAttempt(intent) : null,
  };
}

function stateOf(session: Stripe.Checkout.Session): CheckoutState["state"] {
  const intent = typeof session.payment_intent === "object" ? session.payment_intent : null;
  if (session.payment_status === "paid" || intent?.status === "succeeded") return "CAPTURED";
  // The issuer may be asked while the page is still open: money can follow at any moment.
  if (intent?.status === "processing") return "PROCESSING";
  if (session.status === "expired") return "CLOSED";
  if (session.status !== "complete") return "OPEN";
  // A slow card that failed in the end: the page is used up, and the customer needs a new one.
  return intent ? "CLOSED" : "PROCESSING";
}

/** Each try makes a charge; one that failed before that is known by its means of payment. */
function failedAttempt({ id, last_payment_error: error }: Stripe.PaymentIntent): FailedAttempt {
  return {
    attemptId: error?.charge ?? error?.payment_method?.id ?? id,
    reason: error?.decline_code ?? error?.code ?? "declined",
  };
}

function notice(event: Stripe.Event): ProviderNotice {
  const { id, type } = event;
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
    case "checkout.session.expired":
      return { id, type, kind: "CHECKOUT", checkout: checkoutState(event.data.object) };
    case "checkout.session.async_payment_failed":
      return { id, type, kind: "FAILED_LATE", sessionId: event.data.object.id };
    case "payment_intent.payment_failed": {
      const intent = event.data.object;
      const paymentId = intent.metadata.paymentId ?? null;
      return { id, type, kind: "DECLINED", paymentId, failure: failedAttempt(intent) };
    }
    default:
      return { id, type, kind: "OTHER" };
  }
}
