import { expireSession, newSession } from "./checkout";
import type { Gateway } from "./gateway";
import type { Change, Checkout, Intent } from "./model";
import {
  checkParams,
  createRefundParams,
  createSessionParams,
  listRefundsParams,
  listSessionsParams,
  noParams,
  retrieveSessionParams,
} from "./params";
import { newRefund } from "./refunds";
import { noSuch, refused, StripeError } from "./stripe-error";
import { refundObject, sessionObject } from "./stripe-objects";

/** What a call changes and what it answers; both are written to the journal together. */
export type Executed = { changes?: Change[]; answer: object };

type Endpoint = (gateway: Gateway, params: object, id: string) => Executed;

/** Everything of Stripe's API that this gateway speaks. */
const ENDPOINTS: readonly [method: string, path: RegExp, run: Endpoint][] = [
  ["POST", /^\/v1\/checkout\/sessions$/, createSession],
  ["GET", /^\/v1\/checkout\/sessions$/, listSessions],
  ["GET", /^\/v1\/checkout\/sessions\/(\w+)$/, retrieveSession],
  ["POST", /^\/v1\/checkout\/sessions\/(\w+)\/expire$/, expire],
  ["POST", /^\/v1\/refunds$/, createRefund],
  ["GET", /^\/v1\/refunds$/, listRefunds],
  ["GET", /^\/v1\/refunds\/(\w+)$/, retrieveRefund],
];

/** The endpoint of a request. @throws StripeError 404 when this gateway has none for it. */
export function findEndpoint(method: string, path: string): (gateway: Gateway, params: object) => Executed {
  for (const [wanted, pattern, run] of ENDPOINTS) {
    const match = wanted === method && pattern.exec(path);
    if (match) return (gateway, params) => run(gateway, params, match[1] ?? "");
  }
  const message = `Unrecognized request URL (${method}: ${path}). The README lists what this test gateway speaks.`;
  throw new StripeError(404, "invalid_request_error", message);
}

function createSession(gateway: Gateway, form: object): Executed {
  const { minExpirySeconds } = gateway.config;
  const session = newSession(checkParams(createSessionParams, form), { now: Date.now(), minExpirySeconds });
  return {
    changes: [{ kind: "session", value: session }],
    answer: sessionObject(session, gateway.publicUrl),
  };
}

function retrieveSession(gateway: Gateway, form: object, id: string): Executed {
  const { expand } = checkParams(retrieveSessionParams, form);
  const { session, intent } = findCheckout(gateway, id);
  return { answer: sessionObject(session, gateway.publicUrl, expand?.length ? intent : undefined) };
}

function expire(gateway: Gateway, form: object, id: string): Executed {
  checkParams(noParams, form);
  const checkout = findCheckout(gateway, id);
  const changes = expireSession(checkout, Date.now());
  const [first] = changes;
  if (first?.kind === "session" && first.value.status === "expired")
    return { changes, answer: sessionObject(first.value, gateway.publicUrl) };
  const answer = refused('Only Checkout Sessions with a status in ["open"] can be expired.');
  return { changes, answer };
}

function createRefund(gateway: Gateway, form: object): Executed {
  const params = checkParams(createRefundParams, form);
  const intent = findIntent(gateway, params.payment_intent);
  const fault = gateway.faults.refunds;
  if (fault === "fail")
    throw new StripeError(503, "api_error", "Refunds fail (a fault of the test gateway).");
  if (fault === "refuse")
    throw refused("Insufficient funds in your Stripe balance to refund this amount.", "balance_insufficient");
  const faultCourse = fault === "pending" ? "later" : fault === "bounce" ? "bounces" : undefined;
  const refund = newRefund(params, intent, gateway.store.refundsOf(intent.id), {
    now: Date.now(),
    course: faultCourse ?? intent.refunds ?? "at-once",
    slowMs: gateway.config.slowMs,
  });
  return { changes: [{ kind: "refund", value: refund }], answer: refundObject(refund) };
}

function retrieveRefund(gateway: Gateway, form: object, id: string): Executed {
  checkParams(noParams, form);
  const refund = gateway.store.refund.get(id);
  if (!refund) throw noSuch("refund", id);
  return { answer: refundObject(refund) };
}

/** Newest first. */
function listRefunds(gateway: Gateway, form: object): Executed {
  const { payment_intent, created, ...page } = checkParams(listRefundsParams, form);
  const { store } = gateway;
  const all = payment_intent
    ? store.refundsOf(findIntent(gateway, payment_intent).id)
    : [...store.refund.values()];
  const wanted = all.filter((refund) => refund.createdAt >= (created?.gte ?? 0) * 1000).reverse();
  const { has_more, rows } = pageOf(wanted, page, "refund");
  return { answer: { object: "list", url: "/v1/refunds", has_more, data: rows.map(refundObject) } };
}

/** Newest first. */
function listSessions(gateway: Gateway, form: object): Executed {
  const { created, status, ...page } = checkParams(listSessionsParams, form);
  const since = (created?.gte ?? 0) * 1000;
  const wanted = [...gateway.store.session.values()].filter(
    (session) => session.createdAt >= since && (!status || session.status === status),
  );
  const { has_more, rows } = pageOf(wanted.reverse(), page, "checkout.session");
  const data = rows.map((session) => sessionObject(session, gateway.publicUrl));
  return { answer: { object: "list", url: "/v1/checkout/sessions", has_more, data } };
}

type Page = { limit: number; starting_after?: string | undefined };

/** The rows after `starting_after`, and whether more follow. */
function pageOf<T extends { id: string }>(all: T[], { limit, starting_after }: Page, kind: string) {
  const before = all.findIndex(({ id }) => id === starting_after);
  if (starting_after && before === -1) throw noSuch(kind, starting_after);
  const rows = all.slice(before + 1, before + 1 + limit);
  return { rows, has_more: all.length > before + 1 + limit };
}

function findCheckout(gateway: Gateway, id: string): Checkout {
  const checkout = gateway.store.checkout(id);
  if (!checkout) throw noSuch("checkout.session", id);
  return checkout;
}

function findIntent(gateway: Gateway, id: string): Intent {
  const intent = gateway.store.intent.get(id);
  if (!intent) throw noSuch("payment_intent", id);
  return intent;
}
