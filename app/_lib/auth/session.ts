import { cookies, headers } from "next/headers";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import { clientAddress } from "@/app/_lib/http/client-address";
import { startSession } from "@/server/identity";
import { userOfSession, whySessionEnded } from "@/server/identity/queries";
import type { Session, User } from "@/server/identity/schemas";
import type { Actor, RequestContext } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { getGuest } from "./guest-session";
import { noteVisit, visitOf } from "./note-visit";
import { placeTokens } from "./place-cookie";
import { COOKIE_SECONDS, sealSession, sessionCookieName, sessionOf } from "./session-cookie";

export type SessionUser = User;

/** The session that the cookie of this request names. Only `userOfSession` says whether it is still valid. */
export const getSession = cache(async (): Promise<Session | null> => {
  const { APP_URL, NEXTAUTH_SECRET } = env();
  const req = { headers: await headers(), cookies: await cookies() };
  const cookie = await getToken({
    req: req as never,
    secret: NEXTAUTH_SECRET,
    secureCookie: APP_URL.startsWith("https:"),
    raw: true,
  });
  return cookie ? sessionOf(cookie, NEXTAUTH_SECRET) : null;
});

/**
 * The user who is signed in, or null. Read once per request. The cookie only names the session; the rest comes from the
 * user's row, so that a removed role, a removed user and a sign-out on another device take effect at once.
 */
export const getSessionUser = cache(async (): Promise<SessionUser | null> => {
  const session = await getSession();
  const user = session && (await userOfSession(session));
  if (user) await noteVisit(session);
  return user;
});

/** Why the session that this browser still has ended; null when it has none, or an open one. */
export async function endOfSession(): Promise<"EXPIRED" | "ENDED" | null> {
  const session = await getSession();
  return session && (await getSessionUser()) === null ? whySessionEnded(session) : null;
}

/** The context of this request for a verb: the actor with the client's address, and the browser's places in waiting rooms. */
export async function getRequestContext(): Promise<RequestContext> {
  const user = await getSessionUser();
  const address = clientAddress(await headers());
  const tokens = await placeTokens();
  const sessionId = user && (await getSession())?.sessionId;
  return {
    actor: user ? memberActor(user, address) : await visitorActor(address),
    ...(sessionId && { sessionId }),
    ...(tokens.length > 0 && { placeTokens: tokens }),
  };
}

/** The actor of somebody who is not signed in: a guest, while the session lives, or nobody. A member who is signed in is no guest. */
async function visitorActor(address: string): Promise<Actor> {
  const guest = await getGuest();
  return guest ? { kind: "GUEST", ...guest, address } : { kind: "ANONYMOUS", address };
}

/** The actor of a member: by the role, a customer or staff. */
export function memberActor({ id, email, role }: SessionUser, address: string): Actor {
  return role === "CUSTOMER"
    ? { kind: role, id, email, address }
    : { kind: "STAFF", role, id, email, address };
}

/** Signs in the browser of this request, in a server action. The caller has just verified who the user is. */
export async function giveSession(userId: string): Promise<void> {
  const { APP_URL, NEXTAUTH_SECRET } = env();
  const session = await startSession(userId, visitOf(await headers()));
  const cookie = await sealSession(session, NEXTAUTH_SECRET);
  (await cookies()).set(sessionCookieName(APP_URL), cookie, {
    httpOnly: true,
    sameSite: "lax",
    secure: APP_URL.startsWith("https:"),
    path: "/",
    maxAge: COOKIE_SECONDS,
  });
}
