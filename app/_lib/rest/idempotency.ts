import { createHash } from "node:crypto";
import { noStore } from "@/app/_lib/http/problem";
import { actorId, actorKind } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { claimKey, type KeptAnswer, keepAnswer, releaseKey } from "@/server/shared/idempotency";
import type { Caller } from "./caller";

type Write = { caller: Caller; request: Request; operation: string; body: unknown };

/**
 * Runs a write once per `Idempotency-Key` of its client, or of the actor in a browser. The same request with the same key gets the same answer for a day,
 * with `Idempotent-Replayed: true`. A refusal is not kept, because it changed nothing.
 *
 * @throws AppError INVALID_INPUT for a key that is no key, IDEMPOTENCY_KEY_REUSED when another request had it,
 *   REQUEST_IN_PROGRESS while the first one runs; what `perform` throws.
 */
export async function once(write: Write, perform: () => Promise<Response>): Promise<Response> {
  const key = keyOf(write.request);
  if (key === null) return perform();
  const request = {
    owner: ownerOf(write.caller),
    key,
    operation: write.operation,
    fingerprint: fingerprintOf(write),
  };
  const claim = await claimKey(request);
  if (claim.state === "ANSWERED") return replay(claim.answer);
  if (claim.state === "REUSED") throw new AppError("IDEMPOTENCY_KEY_REUSED");
  if (claim.state === "IN_PROGRESS") throw new AppError("REQUEST_IN_PROGRESS", { retryAfterSeconds: 1 });
  let response: Response;
  try {
    response = await perform();
  } catch (error) {
    await releaseKey(request, claim.holder);
    throw error;
  }
  await keepAnswer(request, claim.holder, await keptFrom(response.clone()));
  return response;
}

const ownerOf = ({ ctx: { actor }, client }: Caller): string =>
  client ? `CLIENT:${client.id}` : `${actorKind(actor)}:${actorId(actor)}`;

/** Visible ASCII characters, as the header of RFC draft-ietf-httpapi-idempotency-key-header; its quotes are optional. */
function keyOf(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new AppError("INVALID_INPUT", { fieldErrors: { "Idempotency-Key": "invalid" } });
  return key;
}

function fingerprintOf({ request, body }: Write): string {
  const { pathname, search } = new URL(request.url);
  const parts = [request.method, pathname, search, request.headers.get("if-match"), withoutSecret(body)];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

/** A hash of a password that is kept with the key would be one that can be guessed fast. */
function withoutSecret(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body ?? null;
  const { password: _, ...rest } = body as Record<string, unknown>;
  return rest;
}

const keptFrom = async (response: Response): Promise<KeptAnswer> => ({
  status: response.status,
  body: response.status === 204 ? null : await response.text(),
  etag: response.headers.get("etag"),
});

function replay({ status, body, etag }: KeptAnswer): Response {
  return new Response(body, {
    status,
    headers: {
      ...noStore,
      ...(body !== null && { "Content-Type": "application/json" }),
      ...(etag !== null && { ETag: etag }),
      "Idempotent-Replayed": "true",
    },
  });
}
