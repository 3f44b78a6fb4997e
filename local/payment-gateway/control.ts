import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { header, isLoopback, readBody, sendJson } from "@/local/shared/http";
import { CARD_NAMES, TEST_CARDS } from "./cards";
import { faultsSchema } from "./faults";
import type { Gateway } from "./gateway";
import { knownPaymentsSchema, learnPayments } from "./known-payments";
import type { Refund } from "./model";
import { StripeError } from "./stripe-error";
import { sessionObject } from "./stripe-objects";

const completeSchema = z.strictObject({ session: z.string(), card: z.enum(CARD_NAMES).default("success") });

type Sums = { captured: number; refunded: number; pendingRefunds: number };

/** All in KRW: captured − refunded is what the merchant has; pending refunds are still part of it. */
export type Totals = Sums & {
  payments: number;
  /** Events that are waiting to be delivered. */
  pendingWebhooks: number;
  byPaymentIntent?: Record<string, Sums & { session: string; clientReferenceId: string | null }>;
};

const refuse = (status: number, message: string) => new StripeError(status, "invalid_request_error", message);

/** Fault injection and figures for tests, the bench and the operator. Answers only callers on this machine. */
export async function handleControl(gateway: Gateway, request: IncomingMessage, response: ServerResponse) {
  try {
    // The hosted page may be published through a proxy; this must not be.
    if (!isLoopback(request) || header(request, "x-forwarded-for")) throw refuse(404, "not found");
    const result = await control(gateway, request);
    await gateway.durable();
    sendJson(response, 200, result);
  } catch (error) {
    if (error instanceof StripeError) return sendJson(response, error.status, error.body);
    if (error instanceof z.ZodError) return sendJson(response, 400, { error: z.prettifyError(error) });
    throw error;
  }
}

async function control(gateway: Gateway, request: IncomingMessage): Promise<object> {
  switch (`${request.method} ${request.url}`) {
    case "GET /_control":
      return gateway.faults;
    case "POST /_control": {
      const change = faultsSchema.partial().parse(await jsonBody(request));
      gateway.faults = { ...gateway.faults, ...change };
      return gateway.faults;
    }
    case "POST /_control/complete":
      return complete(gateway, completeSchema.parse(await jsonBody(request)));
    case "POST /_control/payments": {
      const { payments } = knownPaymentsSchema.parse(await jsonBody(request));
      gateway.commit(learnPayments(gateway.store, payments));
      return { payments: payments.length };
    }
    case "GET /_control/totals":
      return totals(gateway, false);
    case "GET /_control/totals?by=payment_intent":
      return totals(gateway, true);
    default:
      throw refuse(404, "not found");
  }
}

/** The content type keeps other sites' pages out: a browser asks first before it sends JSON across origins. */
async function jsonBody(request: IncomingMessage): Promise<unknown> {
  if (!header(request, "content-type")?.startsWith("application/json"))
    throw refuse(415, "the content type must be application/json");
  try {
    return JSON.parse(await readBody(request));
  } catch {
    throw refuse(400, "the body is not JSON");
  }
}

function complete(gateway: Gateway, { session: id, card: name }: z.output<typeof completeSchema>): object {
  const checkout = gateway.store.checkout(id);
  const card = TEST_CARDS.find((one) => one.name === name);
  if (!checkout || !card) throw refuse(404, "no such session");
  if (gateway.pay(checkout, card) === "expired") throw refuse(409, "the session has expired");
  return sessionObject(gateway.store.session.get(id) ?? checkout.session, gateway.publicUrl);
}

/** What the provider has captured and given back, for the check of the money law. */
function totals({ store }: Gateway, isDetailed: boolean): Totals {
  const byPaymentIntent: NonNullable<Totals["byPaymentIntent"]> = {};
  const returned = new Map<string, number>();
  const key = (intentId: string, status: Refund["status"]) => `${status} ${intentId}`;
  for (const { intentId, status, amount } of store.refund.values())
    returned.set(key(intentId, status), (returned.get(key(intentId, status)) ?? 0) + amount);
  const sum = { captured: 0, refunded: 0, pendingRefunds: 0, payments: 0 };
  for (const intent of store.intent.values()) {
    if (intent.status !== "succeeded") continue;
    const refunded = returned.get(key(intent.id, "succeeded")) ?? 0;
    const pendingRefunds = returned.get(key(intent.id, "pending")) ?? 0;
    sum.captured += intent.amount;
    sum.refunded += refunded;
    sum.pendingRefunds += pendingRefunds;
    sum.payments += 1;
    const session = store.session.get(intent.sessionId);
    byPaymentIntent[intent.id] = {
      session: intent.sessionId,
      clientReferenceId: session?.clientReferenceId ?? null,
      ...{ captured: intent.amount, refunded, pendingRefunds },
    };
  }
  return { ...sum, pendingWebhooks: store.delivery.size, ...(isDetailed && { byPaymentIntent }) };
}
