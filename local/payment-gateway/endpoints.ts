import { createSession } from "./commands/create-session";
import { expireSession } from "./commands/expire-session";
import { refundPayment } from "./commands/refund-payment";
import { refundCourse } from "./faults";
import type { FormObject } from "./form";
import type { Gateway } from "./gateway";
import type { Change, Intent, Refund, Session } from "./model";
import { intentObject } from "./objects/intent";
import { refundObject } from "./objects/refund";
import {
  checkParams,
  createRefundParams,
  createSessionParams,
  intentViewParams,
  listRefundsParams,
  refundViewParams,
  sessionViewParams,
} from "./params";
import { noSuch, refused, type StripeError, unavailable } from "./stripe-error";

/** `answer` is called after the changes have been applied. */
export type Executed = { changes: Change[]; answer: () => object | StripeError };

export type Endpoint = {
  method: "GET" | "POST";
  path: RegExp;
  run(gateway: Gateway, id: string, params: FormObject): Executed;
};

/** Everything of Stripe's API that this gateway speaks. */
export const ENDPOINTS: readonly Endpoint[] = [
  { method: "POST", path: /^\/v1\/checkout\/sessions$/, run: postSession },
  { method: "GET", path: /^\/v1\/checkout\/sessions\/([^/]+)$/, run: getSession },
  { method: "POST", path: /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/, run: postExpire },
  { method: "GET", path: /^\/v1\/payment_intents\/([^/]+)$/, run: getIntent },
  { method: "POST", path: /^\/v1\/refunds$/, run: postRefund },
  { method: "GET", path: /^\/v1\/refunds$/, run: listRefunds },
  { method: "GET", path: /^\/v1\/refunds\/([^/]+)$/, run: getRefund },
];

const answerOnly = (answer: () => object): Executed => ({ changes: [], answer });

function postSession(gateway: Gateway, _id: string, form: FormObject): Executed {
  const params = checkParams(createSessionParams, form);
  const { minExpirySeconds } = gateway.config;
  const { session, changes } = createSession(params, { now: Date.now(), minExpirySeconds });
  return { changes, answer: () => gateway.showSession(session, params.expand) };
}

function getSession(gateway: Gateway, id: string, form: FormObject): Executed {
  const { expand } = checkParams(sessionViewParams, form);
  const session = findSession(gateway, id);
  return answerOnly(() => gateway.showSession(session, expand));
}

function postExpire(gateway: Gateway, id: string, form: FormObject): Executed {
  const { expand } = checkParams(sessionViewParams, form);
  const session = findSession(gateway, id);
  const rules = { now: Date.now(), publicUrl: gateway.publicUrl };
  const { outcome, changes } = expireSession(session, gateway.intentOf(session), rules);
  const answer = () => {
    const current = findSession(gateway, id);
    return outcome === "expired" ? gateway.showSession(current, expand) : cannotExpire(current);
  };
  return { changes, answer };
}

function cannotExpire(session: Session): StripeError {
  return refused(
    'Only Checkout Sessions with a status in ["open"] can be expired. ' +
      `This Checkout Session has a status of \`${session.status}\`.`,
  );
}

function getIntent(gateway: Gateway, id: string, form: FormObject): Executed {
  const { expand } = checkParams(intentViewParams, form);
  const intent = findIntent(gateway, id, "intent");
  return answerOnly(() => intentObject(intent, gateway.refundedOf(intent), expand));
}

function postRefund(gateway: Gateway, _id: string, form: FormObject): Executed {
  const params = checkParams(createRefundParams, form);
  const intent = findIntent(gateway, params.payment_intent, "payment_intent");
  const mode = gateway.faults.refunds;
  if (mode === "fail") throw unavailable("Refunds are out of order (fault injected at the test gateway).");
  if (mode === "refuse") {
    throw refused("Insufficient funds in your Stripe balance to refund this amount.", "balance_insufficient");
  }
  const rules = { now: Date.now(), course: refundCourse(mode, intent), slowMs: gateway.config.slowMs };
  const { refund, changes } = refundPayment(params, intent, gateway.store.refundsOf(intent.id), rules);
  return { changes, answer: () => showRefund(gateway, refund, params.expand) };
}

function getRefund(gateway: Gateway, id: string, form: FormObject): Executed {
  const { expand } = checkParams(refundViewParams, form);
  const refund = gateway.store.refunds.get(id);
  if (!refund) throw noSuch("refund", id, "id");
  return answerOnly(() => showRefund(gateway, refund, expand));
}

function listRefunds(gateway: Gateway, _id: string, form: FormObject): Executed {
  const params = checkParams(listRefundsParams, form);
  findIntent(gateway, params.payment_intent, "payment_intent");
  const newestFirst = gateway.store.refundsOf(params.payment_intent).reverse();
  const { page, hasMore } = pageOf(newestFirst, params);
  const expand = params.expand.map((path) => path.replace("data.", ""));
  return answerOnly(() => ({
    object: "list",
    url: "/v1/refunds",
    has_more: hasMore,
    data: page.map((refund) => showRefund(gateway, refund, expand)),
  }));
}

type Cursor = { limit: number; starting_after?: string; ending_before?: string };

function pageOf(refunds: Refund[], cursor: Cursor): { page: Refund[]; hasMore: boolean } {
  const indexOf = (id: string, param: string) => {
    const index = refunds.findIndex((refund) => refund.id === id);
    if (index === -1) throw noSuch("refund", id, param);
    return index;
  };
  const start = cursor.starting_after ? indexOf(cursor.starting_after, "starting_after") + 1 : 0;
  const end = cursor.ending_before ? indexOf(cursor.ending_before, "ending_before") : refunds.length;
  const between = refunds.slice(start, end);
  // Paging backwards gives the entries nearest to the cursor.
  const page = cursor.ending_before ? between.slice(-cursor.limit) : between.slice(0, cursor.limit);
  return { page, hasMore: between.length > cursor.limit };
}

function showRefund(gateway: Gateway, refund: Refund, expand: string[]): object {
  const intent = findIntent(gateway, refund.intentId, "payment_intent");
  return refundObject(refund, { intent, refunded: gateway.refundedOf(intent) }, expand);
}

function findSession(gateway: Gateway, id: string): Session {
  const session = gateway.store.sessions.get(id);
  if (!session) throw noSuch("checkout.session", id, "session");
  return session;
}

function findIntent(gateway: Gateway, id: string, param: string): Intent {
  const intent = gateway.store.intents.get(id);
  if (!intent) throw noSuch("payment_intent", id, param);
  return intent;
}
