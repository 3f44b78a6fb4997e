import { answer, readJson } from "@/app/_lib/http/api";
import { fileResponse, type MadeFile } from "@/app/_lib/http/file-response";
import { noStore } from "@/app/_lib/http/problem";
import { requireStaff } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { type Caller, callerOf, contextFor, requireScope } from "./caller";
import { entityTag, versionAsked } from "./entity-tag";
import { once } from "./idempotency";
import { type AnyOperation, hasEntityTag, isForStaff, isWrite, scopesOf, statusOf } from "./operation";
import { PLACE_HEADER } from "./place-header";
import { limitClient } from "./rate-limit-headers";
import { runOperation } from "./run-operation";
import { sharedAnswer } from "./shared-answer";

type Route = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * Makes the route of an operation. It finds out who asks, checks scope, limits, parameters and preconditions, runs the
 * verb once per idempotency key, and answers with JSON or a problem document.
 */
export function serve(operation: AnyOperation): (request: Request, route: Route) => Promise<Response> {
  return (request, route) =>
    answer(request, async (headers) => {
      const params = operation.params ? parse(operation.params, await route.params) : {};
      const caller = isForEverybody(operation, request)
        ? NOBODY
        : await callerOf(request, operation.trip?.(params));
      await limitClient(caller, headers);
      requireScope(caller, scopesOf(operation));
      if (isForStaff(operation)) requireStaff(caller.ctx.actor);
      refuseUnusedPrecondition(operation, request);
      const query = operation.query ? parse(operation.query, queryOf(request)) : {};
      const perform = async (body?: unknown) => {
        let version: number | undefined;
        const ctx = {
          ...contextFor(caller, scopesOf(operation)),
          ...(operation.conditional && versionAsked(request)),
          onVersion: (found: number) => {
            version = found;
          },
        };
        const data = await runOperation(operation, ctx, { params, query, body });
        if (operation.ageMs) {
          const isOwn = caller.client !== undefined || caller.ctx.placeTokens !== undefined;
          return sharedAnswer(request, data as object, { ageMs: operation.ageMs(data as never), isOwn });
        }
        return respond(operation, data, operation.version?.(data as never) ?? version);
      };
      return isWrite(operation) ? write(operation, request, caller, perform) : perform();
    });
}

/** Nobody's session is read for an answer that does not depend on it. */
const NOBODY: Caller = { ctx: { actor: { kind: "ANONYMOUS", address: "" } } };

/** A token is checked and counted all the same, and a place in a waiting room opens what is closed to everybody. */
const isForEverybody = ({ ageMs }: AnyOperation, request: Request): boolean =>
  ageMs !== undefined && !request.headers.has("authorization") && !request.headers.has(PLACE_HEADER);

/** A write that cannot keep the promise of `If-Match` says so. @throws AppError INVALID_INPUT. */
function refuseUnusedPrecondition(operation: AnyOperation, request: Request): void {
  if (isWrite(operation) && !operation.conditional && request.headers.has("if-match"))
    throw new AppError("INVALID_INPUT", { fieldErrors: { "If-Match": "invalid" } });
}

async function write(
  operation: AnyOperation,
  request: Request,
  caller: Caller,
  perform: (body?: unknown) => Promise<Response>,
): Promise<Response> {
  const body = operation.body
    ? objectOf(await readJson(caller.ctx, request, { optional: operation.bodyOptional }))
    : undefined;
  return once({ caller, request, operation: operation.id, body }, () => perform(body));
}

function respond(operation: AnyOperation, data: unknown, version: number | undefined): Response {
  if (operation.file) return fileResponse(data as MadeFile);
  const status = statusOf(operation);
  const isTagged = hasEntityTag(operation) && version !== undefined;
  const { cacheControl } = operation;
  const caching = cacheControl ? { "Cache-Control": cacheControl } : noStore;
  const headers = { ...caching, ...(isTagged && { ETag: entityTag(version) }) };
  if (status === 204) return new Response(null, { status, headers });
  return Response.json(data, { status, headers });
}

/** The query as an object: a name that stands several times is a list. */
function queryOf(request: Request): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    const known = Object.hasOwn(found, name) ? found[name] : undefined;
    Object.defineProperty(found, name, {
      value: known === undefined ? value : [known, value].flat(),
      ...{ enumerable: true, configurable: true, writable: true },
    });
  }
  return found;
}

function objectOf(body: unknown): Record<string, unknown> {
  if (typeof body === "object" && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw new AppError("INVALID_INPUT");
}
