import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import Stripe from "stripe";
import { databaseClock } from "@/server/shared/database-clock";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";
import { watchBreaker } from "@/server/shared/metrics-of-process";
import { SpanKind, spannedWithin } from "@/server/shared/trace";
import {
  type ListedRefund,
  NoticeNotUnderstood,
  type PaidCheckout,
  type PaymentGateway,
  ProviderFault,
  RefundRefused,
} from "./payment-gateway";
import { readNotice } from "./read-stripe-notice";
import { checkoutState, listedRefund, paidCheckout, refundState } from "./translate-stripe-answers";
import { checkoutKey, epoch, sessionParams } from "./translate-stripe-orders";

const TIMEOUT_MS = 8_000;
/** An older signature is refused, so that nobody can replay a kept notice. */
const MAX_AGE_SECONDS = 300;
/** The SDK repeats lost calls with the same idempotency key. */
const NETWORK_RETRIES = 2;

const { errors } = Stripe;

/** Our key is wrong or lacks a right. Customers see an outage; we have to mend it at once. */
const isLockedOut = (error: unknown) =>
  error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError;

/** The call had no effect or an unknown one; a repeated call may succeed. */
const isUnreachable = (error: unknown) =>
  error instanceof errors.StripeConnectionError ||
  error instanceof errors.StripeAPIError ||
  error instanceof errors.StripeRateLimitError ||
  isLockedOut(error);

/** After five failures in a row, calls fail at once for ten seconds. */
const breaker = circuitBreaker(handleWhen(isUnreachable), {
  halfOpenAfter: 10_000,
  breaker: new ConsecutiveBreaker(5),
});
watchBreaker("payment", () => breaker.state !== CircuitState.Closed);

/** Calls the provider, behind the breaker and in a span of its own. @throws as PaymentGateway says. */
const guarded = <T>(name: string, call: () => Promise<T>): Promise<T> =>
  spannedWithin(`provider ${name}`, { kind: SpanKind.CLIENT }, () => translated(call));

async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await breaker.execute(call);
  } catch (error) {
    if (isLockedOut(error)) log.error({ err: error }, "the payment provider does not let us in");
    if (isUnreachable(error) || error instanceof BrokenCircuitError)
      throw new AppError("PAYMENT_UNAVAILABLE", { cause: error });
    const known = [RefundRefused, NoticeNotUnderstood, AppError].some((kind) => error instanceof kind);
    throw known ? error : new ProviderFault("the provider's answer is of no use", { cause: error });
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
    guarded("create checkout", async () => {
      const params = sessionParams(checkout);
      const session = await stripe().checkout.sessions.create(params, {
        idempotencyKey: checkoutKey(checkout.paymentId, params),
      });
      if (!session.url) throw new Error("the provider gave no page to pay on");
      return { sessionId: session.id, url: session.url };
    }),

  retrieveCheckout: (sessionId) =>
    guarded("retrieve checkout", async () =>
      checkoutState(await stripe().checkout.sessions.retrieve(sessionId, { expand: ["payment_intent"] })),
    ),

  closeCheckout: (sessionId) =>
    guarded("close checkout", async () => {
      try {
        await stripe().checkout.sessions.expire(sessionId);
      } catch (error) {
        // Only open sessions can be closed: one that is paid or closed answers so.
        if (!(error instanceof errors.StripeInvalidRequestError)) throw error;
      }
    }),

  refund: ({ refundId, refusals, paymentIntentId, amount }) =>
    guarded("refund", async () => {
      // The provider repeats a definite answer for the same key, so each refusal needs a new key. An unknown
      // outcome keeps its key, so that the refund is never made twice.
      const refund = await withRefusal(() =>
        stripe().refunds.create(
          { payment_intent: paymentIntentId, amount, metadata: { refundId } },
          { idempotencyKey: `refund-${refundId}-${refusals}` },
        ),
      );
      return refundState(refund);
    }),

  retrieveRefund: (providerRefundId) =>
    guarded("retrieve refund", async () => refundState(await stripe().refunds.retrieve(providerRefundId))),

  findRefund: ({ refundId, paymentIntentId }) =>
    guarded("find refund", async () => {
      const known = await listedRefunds({ payment_intent: paymentIntentId });
      return known.find((refund) => refund.refundId === refundId && refund.state !== "FAILED") ?? null;
    }),

  listRefunds: (of) =>
    guarded("list refunds", () =>
      listedRefunds(
        "since" in of ? { created: { gte: epoch(of.since) } } : { payment_intent: of.paymentIntentId },
      ),
    ),

  listPaidCheckouts: (since) =>
    guarded("list checkouts", async () => {
      const params = { created: { gte: epoch(since) }, status: "complete", limit: 100 } as const;
      const paid: PaidCheckout[] = [];
      for await (const session of stripe().checkout.sessions.list(params))
        paid.push(...paidCheckout(session, env().APP_URL));
      return paid;
    }),

  verifyNotice: async (body, signature) => {
    const receivedAt = (await databaseClock()).getTime();
    try {
      const { signature: checker } = stripe().webhooks;
      if (!checker) throw new Error("the SDK cannot check signatures");
      checker.verifyHeader(
        body,
        signature,
        env().STRIPE_WEBHOOK_SECRET,
        MAX_AGE_SECONDS,
        undefined,
        receivedAt,
      );
    } catch (error) {
      throw new AppError("FORBIDDEN", { cause: error });
    }
    return readNotice(body);
  },

  readNotice,
};

async function listedRefunds(params: Stripe.RefundListParams): Promise<ListedRefund[]> {
  const listed: ListedRefund[] = [];
  for await (const refund of stripe().refunds.list({ ...params, limit: 100 }))
    listed.push(...listedRefund(refund));
  return listed;
}

/** Throws RefundRefused in place of a definite refusal. */
async function withRefusal<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const definite =
      error instanceof errors.StripeInvalidRequestError || error instanceof errors.StripeCardError;
    throw definite ? new RefundRefused(error.message) : error;
  }
}
