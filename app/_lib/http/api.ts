import { unstable_rethrow } from "next/navigation";
import { followUp } from "@/app/_lib/actions/after-commit";
import { getRequestContext } from "@/app/_lib/auth/session";
import { getTripContext } from "@/app/_lib/auth/trip-access";
import { FORM_BYTES } from "@/app/_lib/edge/body-limits";
import { type RequestContext, requireCustomer } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import { textWithin } from "./body";
import { failureOf } from "./failure";
import { noStore, problem } from "./problem";

/**
 * Every address that a page asks calls its verb through this function. The result is answered as JSON, unless it is a
 * Response already. `trip`: the reservation that it is about, when its traveller may ask too.
 */
export function handle<T>(
  request: Request,
  verb: (ctx: RequestContext) => Promise<T>,
  { status = 200, trip }: { status?: number; trip?: string } = {},
): Promise<Response> {
  return answer(request, async () => {
    const data = await verb(await (trip ? getTripContext({ reservationId: trip }) : getRequestContext()));
    if (data instanceof Response) return data;
    if (data === undefined) return new Response(null, { status: 204, headers: noStore });
    return Response.json(data, { status, headers: noStore });
  });
}

/**
 * Answers a request by `work`. A refusal or fault becomes `application/problem+json` (RFC 9457) with its code, its title in
 * the language that the client accepts, field errors and Retry-After. What `work` puts into `headers` is on every answer.
 */
export async function answer(
  request: Request,
  work: (headers: Record<string, string>) => Promise<Response>,
): Promise<Response> {
  const reads = request.method === "GET" || request.method === "HEAD";
  const headers: Record<string, string> = {};
  let response: Response;
  try {
    if (!reads) refuseForeignOrigin(request);
    response = await work(headers);
  } catch (error) {
    unstable_rethrow(error);
    response = problem(failureOf(error), request);
  } finally {
    if (!reads) followUp();
  }
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/**
 * The JSON body of a member's, a guest's or a traveller's request. The body of anybody else is not read.
 *
 * @throws AppError UNAUTHENTICATED, TOO_LARGE, INVALID_INPUT when it is not JSON.
 */
export async function readJson(
  ctx: RequestContext,
  request: Request,
  { optional = false }: { optional?: boolean } = {},
): Promise<unknown> {
  if (ctx.actor.kind !== "TRAVELLER") requireCustomer(ctx.actor);
  const text = await textWithin(request, FORM_BYTES);
  if (optional && text === "") return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { cause });
  }
}

/** The session is a cookie, so a page of another site could use it. */
function refuseForeignOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== new URL(env().APP_URL).origin) throw new AppError("FORBIDDEN");
}
