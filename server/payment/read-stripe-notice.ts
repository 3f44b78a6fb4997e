import type Stripe from "stripe";
import { z } from "zod";
import { NoticeNotUnderstood, type ProviderNotice } from "./payment-gateway";
import { checkoutState, failedAttempt, refundState } from "./translate-stripe-answers";

const id = z.string().min(1).max(255);
/** Our checkouts have our payment id. Other integrations of the same account may have any other keys. */
const metadata = z
  .looseObject({ paymentId: z.uuid().optional(), traceparent: z.string().optional() })
  .nullish();

const notice = z.looseObject({ id, type: id, data: z.looseObject({ object: z.looseObject({}) }) });

const session = z.looseObject({
  id,
  metadata,
  payment_intent: z.union([id, z.looseObject({ id })]).nullish(),
  amount_total: z.number().int().min(0).nullish(),
  status: z.string().nullish(),
  payment_status: z.string().nullish(),
});

const intent = z.looseObject({ id, metadata, last_payment_error: z.looseObject({}).nullish() });

const refund = z.looseObject({ id, status: z.string().nullish(), failure_reason: z.string().nullish() });

/** The shape of the object in each type of notice that we use. */
const objects: Record<string, z.ZodType> = {
  "checkout.session.completed": session,
  "checkout.session.async_payment_succeeded": session,
  "checkout.session.expired": session,
  "checkout.session.async_payment_failed": session,
  "payment_intent.payment_failed": intent,
  "refund.updated": refund,
  "refund.failed": refund,
};

/** Translates a notice of Stripe. @throws NoticeNotUnderstood when it does not have the shape of its type. */
export function readNotice(body: string): ProviderNotice {
  const event = checked("notice", notice, parsed(body)) as unknown as Stripe.Event;
  const known = objects[event.type];
  if (known) checked(event.type, known, event.data.object);
  return translated(event);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new NoticeNotUnderstood("notice: not JSON");
  }
}

function checked(name: string, shape: z.ZodType, value: unknown): unknown {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => `${issue.path.join(".") || "all of it"} (${issue.code})`);
  throw new NoticeNotUnderstood(`${name}: ${fields.join(", ")}`);
}

function translated(event: Stripe.Event): ProviderNotice {
  const { id, type } = event;
  const { metadata } = event.data.object as { metadata?: Stripe.Metadata | null };
  const about = { id, type, traceparent: metadata?.traceparent ?? null };
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
    case "checkout.session.expired":
      return { ...about, kind: "CHECKOUT", checkout: checkoutState(event.data.object) };
    case "checkout.session.async_payment_failed":
      return { ...about, kind: "FAILED_LATE", sessionId: event.data.object.id };
    case "payment_intent.payment_failed": {
      const failed = event.data.object;
      const paymentId = failed.metadata?.paymentId ?? null;
      return { ...about, kind: "DECLINED", paymentId, failure: failedAttempt(failed) };
    }
    case "refund.updated":
    case "refund.failed":
      return { ...about, kind: "REFUND", refund: refundState(event.data.object) };
    default:
      return { ...about, kind: "OTHER" };
  }
}
