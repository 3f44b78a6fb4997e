import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { BodyTooLarge, header, readBody, sendJson } from "@/local/shared/http";
import { errorFacts } from "@/server/shared/error-facts";
import { type Executed, findEndpoint } from "./endpoints";
import type { Gateway } from "./gateway";
import { newId, type SavedReply } from "./model";
import { parseForm } from "./params";
import { invalidRequest, StripeError } from "./stripe-error";
import { API_VERSION } from "./stripe-objects";

const MAX_KEY_LENGTH = 255;

type Call = { method: string; path: string; encoded: string; key: string | undefined };
type Reply = { status: number; body: string; isReplayed?: boolean };

/** Answers a request to /v1. Nothing is answered before it is on the disk. */
export async function handleApi(gateway: Gateway, request: IncomingMessage, response: ServerResponse) {
  const { api, slowMs } = gateway.faults;
  if (api === "down") return void request.socket.destroy();
  const reply = await answer(gateway, request);
  await gateway.durable();
  if (api === "slow") await waitAtMost(slowMs, request);
  if (isLost(gateway, request)) return void request.socket.destroy();
  sendJson(response, reply.status, reply.body, {
    "request-id": newId("req"),
    "stripe-version": API_VERSION,
    ...(reply.isReplayed && { "idempotent-replayed": "true" }),
  });
}

/** Whether a fault keeps the answer of this call from its caller. */
function isLost({ faults }: Gateway, { method, url }: IncomingMessage): boolean {
  if (method !== "POST") return false;
  return (
    (faults.refunds === "lost" && url === "/v1/refunds") ||
    (faults.checkouts === "lost" && url === "/v1/checkout/sessions")
  );
}

/** Waits, but no longer than the caller does. */
async function waitAtMost(milliseconds: number, request: IncomingMessage): Promise<void> {
  const gone = new AbortController();
  request.socket.once("close", () => gone.abort());
  await sleep(milliseconds, undefined, { signal: gone.signal, ref: false }).catch(() => {});
}

async function answer(gateway: Gateway, request: IncomingMessage): Promise<Reply> {
  try {
    const body = await readBody(request);
    checkCaller(gateway, request);
    const [path = "/", query = ""] = (request.url ?? "/").split("?");
    const method = request.method ?? "GET";
    const key = method === "POST" ? header(request, "idempotency-key") : undefined;
    if (key && key.length > MAX_KEY_LENGTH)
      throw invalidRequest(`Idempotency keys can be at most ${MAX_KEY_LENGTH} characters long.`);
    return execute(gateway, { method, path, encoded: [query, body].filter(Boolean).join("&"), key });
  } catch (error) {
    if (error instanceof StripeError) return replyOf(error);
    if (error instanceof BodyTooLarge) return replyOf(invalidRequest(error.message));
    console.error(errorFacts(error));
    return replyOf(new StripeError(500, "api_error", "The test gateway failed."));
  }
}

function checkCaller(gateway: Gateway, request: IncomingMessage): void {
  const given = /^Bearer (.+)$/.exec(header(request, "authorization") ?? "")?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  if (!timingSafeEqual(digest(given), digest(gateway.config.secretKey)))
    throw new StripeError(401, "invalid_request_error", "Invalid API Key provided.");
}

/** Runs a call, once for its key: a repetition gets the first answer again, also after a restart. */
function execute(gateway: Gateway, call: Call): Reply {
  const run = findEndpoint(call.method, call.path);
  const params = parseForm(call.encoded);
  const print = fingerprint(call.encoded);
  const saved = call.key === undefined ? undefined : gateway.store.savedReply(call.key, Date.now());
  if (saved) {
    checkSameRequest(saved, call.path, print);
    return { status: saved.status, body: saved.body, isReplayed: true };
  }
  const { changes = [], answer } = attempt(() => run(gateway, params));
  const reply = replyOf(answer);
  if (call.key !== undefined) {
    const { key, path: endpoint } = call;
    const value = { key, endpoint, fingerprint: print, ...reply, createdAt: Date.now() };
    changes.push({ kind: "reply", value });
  }
  gateway.commit(changes);
  return reply;
}

/** An error of a call that began to run is an answer like any other. */
function attempt(run: () => Executed): Executed {
  try {
    return run();
  } catch (error) {
    if (error instanceof StripeError && error.executed) return { answer: error };
    throw error;
  }
}

/** The same for the same parameters, in whatever order they were sent. */
export function fingerprint(encoded: string): string {
  const pairs = [...new URLSearchParams(encoded)].map((pair) => JSON.stringify(pair)).sort();
  return createHash("sha256").update(pairs.join("\n")).digest("base64url");
}

function checkSameRequest(saved: SavedReply, endpoint: string, print: string): void {
  if (saved.endpoint === endpoint && saved.fingerprint === print) return;
  const message =
    "Keys for idempotent requests can only be used for the same endpoint and with the same parameters they " +
    `were first used with. Try using a key other than '${saved.key}' if you meant another request.`;
  throw new StripeError(400, "idempotency_error", message);
}

const replyOf = (answer: object): Reply =>
  answer instanceof StripeError
    ? { status: answer.status, body: JSON.stringify(answer.body) }
    : { status: 200, body: JSON.stringify(answer) };
