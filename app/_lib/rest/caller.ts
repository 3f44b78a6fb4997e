import { headers } from "next/headers";
import { getRequestContext, memberActor } from "@/app/_lib/auth/session";
import { getTripContext } from "@/app/_lib/auth/trip-access";
import { clientAddress } from "@/app/_lib/http/client-address";
import { userById } from "@/server/identity/queries";
import { clientOfToken } from "@/server/platform/queries";
import { type Scope, scopes } from "@/server/platform/scopes";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { PLACE_HEADER } from "./place-header";

/** Who asks: a browser with its session, or a client of the API with an access token. */
export type Caller = {
  ctx: RequestContext;
  /** Absent for a browser. */
  client?: { id: string; scopes: readonly Scope[]; requestsPerMinute: number };
};

const MAX_TOKEN_LENGTH = 200;

/**
 * Finds out who asks. An access token counts before a cookie; its client acts as its account, with the role that the account
 * has now.
 *
 * @param trip the reservation that is asked about, when its traveller may ask too.
 * @throws AppError UNAUTHENTICATED for a token that is false, expired or withdrawn.
 */
export async function callerOf(request: Request, trip?: string): Promise<Caller> {
  const caller = await bareCallerOf(request, trip);
  const place = request.headers.get(PLACE_HEADER);
  if (place === null) return caller;
  return { ...caller, ctx: { ...caller.ctx, placeTokens: [place.slice(0, MAX_TOKEN_LENGTH)] } };
}

async function bareCallerOf(request: Request, trip?: string): Promise<Caller> {
  const token = bearerToken(request.headers.get("authorization"));
  if (token === null)
    return {
      ctx: withoutGuest(await (trip ? getTripContext({ reservationId: trip }) : getRequestContext())),
    };
  const found = await clientOfToken(token);
  if (!found) throw new AppError("UNAUTHENTICATED");
  const { clientId, userId, scopes, requestsPerMinute, unpaidHolds, holdsPerHour } = found;
  const user = await userById(userId);
  if (!user) throw new AppError("UNAUTHENTICATED");
  return {
    ctx: {
      ...{ actor: memberActor(user, clientAddress(await headers())), clientId },
      holdCaps: { unpaid: unpaidHolds, perHour: holdsPerHour },
    },
    client: { id: clientId, scopes, requestsPerMinute },
  };
}

/** The API is for accounts and their clients: a guest of the site is nobody to it. */
const withoutGuest = (ctx: RequestContext): RequestContext =>
  ctx.actor.kind === "GUEST" ? { ...ctx, actor: { kind: "ANONYMOUS", address: ctx.actor.address } } : ctx;

/**
 * The context in which an operation with these scopes runs. A client of a staff's account that was given none of the scopes
 * of staff for it acts as a customer: with `bookings:write` alone it reaches the bookings of its own account.
 */
export function contextFor({ ctx, client }: Caller, wanted: readonly Scope[]): RequestContext {
  const { actor } = ctx;
  if (!client || actor.kind !== "STAFF") return ctx;
  const given = wanted.filter((scope) => client.scopes.includes(scope));
  if (given.some((scope) => scopes[scope].staff)) return ctx;
  const { id, email, address } = actor;
  return { ...ctx, actor: { kind: "CUSTOMER", id, email, address } };
}

/** The token of an `Authorization` header; null when there is none. @throws AppError UNAUTHENTICATED for another scheme. */
function bearerToken(header: string | null): string | null {
  if (header === null) return null;
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(header)?.[1];
  if (token === undefined) throw new AppError("UNAUTHENTICATED");
  return token;
}

/** @throws AppError INSUFFICIENT_SCOPE when a client's token has none of the scopes of an operation that needs one. */
export function requireScope({ client }: Caller, scopes: readonly Scope[]): void {
  if (client && scopes.length > 0 && !scopes.some((scope) => client.scopes.includes(scope)))
    throw new AppError("INSUFFICIENT_SCOPE");
}
