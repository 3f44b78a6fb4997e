import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { errorFacts } from "../../server/shared/error-facts";
import { ENDPOINTS, type Endpoint, type Executed } from "./endpoints";
import { type FormObject, parseForm } from "./form";
import type { Gateway } from "./gateway";
import { BodyTooLarge, cut, header, hesitate, readBody, sendJson } from "./http";
import { checkKey, checkSameRequest, fingerprint } from "./idempotency";
import { newId } from "./ids";
import type { SavedReply } from "./model";
import { API_VERSION } from "./objects/event";
import { invalidRequest, StripeError, unauthorized, unknownUrl } from "./stripe-error";

type Call = { endpoint: Endpoint; path: string; id: string; params: FormObject; key: string | undefined };
type Saving = { key: string; print: string; requestId: string };
type Reply = { status: number; body: string; headers: Record<string, string> };

/** Answers a request to /v1. Nothing is answered before it is on the disk. */
export async function handleApi(gateway: Gateway, request: IncomingMessage, response: ServerResponse) {
  if (gateway.faults.api === "down") return cut(request);
  const requestId = newId("req");
  const reply = await answer(gateway, request, requestId);
  await gateway.durable();
  if (gateway.faults.api === "slow") await hesitate(request, gateway.faults.slowMs);
  if (gateway.faults.refunds === "lost" && isRefund(request)) return cut(request);
  const version = header(request, "stripe-version") ?? API_VERSION;
  sendJson(response, reply.status, reply.body, {
    "request-id": requestId,
    "stripe-version": version,
    ...reply.headers,
  });
}

function isRefund(request: IncomingMessage): boolean {
  return request.method === "POST" && pathOf(request) === "/v1/refunds";
}

async function answer(gateway: Gateway, request: IncomingMessage, requestId: string): Promise<Reply> {
  try {
    const body = await readBody(request);
    checkCaller(gateway, request);
    const call = understand(request, body);
    return call.key === undefined ? execute(gateway, call, null) : once(gateway, call, call.key, requestId);
  } catch (error) {
    if (error instanceof StripeError) return errorReply(error);
    if (error instanceof BodyTooLarge) return errorReply(invalidRequest(error.message));
    console.error(errorFacts(error));
    return errorReply(new StripeError(500, { type: "api_error", message: "The test gateway failed." }));
  }
}

function checkCaller(gateway: Gateway, request: IncomingMessage): void {
  const given = /^Bearer (.+)$/.exec(header(request, "authorization") ?? "")?.[1];
  if (given === undefined) {
    throw unauthorized(
      "You did not provide an API key. Use the Authorization header: 'Bearer YOUR_SECRET_KEY'.",
    );
  }
  const digest = (text: string) => createHash("sha256").update(text).digest();
  if (!timingSafeEqual(digest(given), digest(gateway.config.secretKey))) {
    throw unauthorized(`Invalid API Key provided: ${given.slice(0, 8)}****${given.slice(-4)}`);
  }
  for (const name of ["stripe-account", "stripe-context"]) {
    if (header(request, name))
      throw invalidRequest(`The header ${name} is not supported by this test gateway.`);
  }
  const version = header(request, "stripe-version") ?? API_VERSION;
  const release = (name: string) => name.split(".")[1];
  if (release(version) !== release(API_VERSION)) {
    throw invalidRequest(`Invalid Stripe API version: ${version}. This test gateway speaks ${API_VERSION}.`);
  }
}

function understand(request: IncomingMessage, body: string): Call {
  const path = pathOf(request);
  const method = request.method ?? "GET";
  for (const endpoint of ENDPOINTS) {
    const match = endpoint.method === method ? endpoint.path.exec(path) : null;
    if (!match) continue;
    const query = (request.url ?? "").split("?")[1] ?? "";
    const params = parseForm([query, body].filter(Boolean).join("&"));
    const key = method === "POST" ? header(request, "idempotency-key") : undefined;
    if (key !== undefined) checkKey(key);
    return { endpoint, path, id: match[1] ?? "", params, key };
  }
  throw unknownUrl(method, path);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?")[0] ?? "/";
}

/** Runs a call once for its key: the first answer is given again to each repetition, also after a restart. */
function once(gateway: Gateway, call: Call, key: string, requestId: string): Reply {
  gateway.store.forgetOldReplies(Date.now());
  const print = fingerprint(call.params);
  const saved = gateway.store.replies.get(key);
  if (!saved) return execute(gateway, call, { key, print, requestId });
  checkSameRequest(saved, call.path, print);
  const headers = {
    "idempotency-key": key,
    "idempotent-replayed": "true",
    "original-request": saved.requestId,
  };
  return { status: saved.status, body: saved.body, headers };
}

/** Runs a call; its changes and the answer saved under its key go into the log together. */
function execute(gateway: Gateway, call: Call, saving: Saving | null): Reply {
  const { changes, answer: answerOf } = attempt(gateway, call);
  let reply: Reply | undefined;
  // The answer shows the state after the changes, and is logged with them.
  gateway.commit(changes, () => {
    reply = replyOf(answerOf());
    return saving ? [{ kind: "reply", value: savedReply(call, saving, reply) }] : [];
  });
  if (!reply) throw new Error("unreachable: commit always asks for the answer");
  return reply;
}

/** An error of a call that began to run is an answer like any other. */
function attempt(gateway: Gateway, call: Call): Executed {
  try {
    return call.endpoint.run(gateway, call.id, call.params);
  } catch (error) {
    if (error instanceof StripeError && error.executed) return { changes: [], answer: () => error };
    throw error;
  }
}

function savedReply(call: Call, saving: Saving, reply: Reply): SavedReply {
  return {
    key: saving.key,
    endpoint: call.path,
    fingerprint: saving.print,
    requestId: saving.requestId,
    status: reply.status,
    body: reply.body,
    createdAt: Date.now(),
  };
}

function replyOf(result: object | StripeError): Reply {
  if (result instanceof StripeError) return errorReply(result);
  return { status: 200, body: JSON.stringify(result), headers: {} };
}

function errorReply(error: StripeError): Reply {
  return { status: error.status, body: JSON.stringify({ error: error.body }), headers: {} };
}
