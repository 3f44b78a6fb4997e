import { cookies, headers } from "next/headers";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import { clientAddress } from "@/app/_lib/http/client-address";
import { startSession } from "@/server/identity";
import { type Session, type User, userOfSession } from "@/server/identity/queries";
import type { Actor, RequestContext } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { SESSION_SECONDS, sealSession, sessionCookieName, sessionOf } from "./session-cookie";

export type SessionUser = User;

/** The session that the request's cookie names. Whether it still counts, the user's row says. */
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
 * Who is signed in, read once per request. The cookie only says which session; the rest comes from the
 * user's row, so that a role that was taken away, a removed user or a sign-out elsewhere counts at once.
 */
export const getSessionUser = cache(async (): Promise<SessionUser | null> => {
  const session = await getSession();
  return session ? userOfSession(session) : null;
});

/** The context of this request for a verb: its actor, and where the request came from. */
export async function getRequestContext(): Promise<RequestContext> {
  const user = await getSessionUser();
  return { actor: actorOf(user, clientAddress(await headers())) };
}

function actorOf(user: SessionUser | null, address: string): Actor {
  if (!user) return { kind: "ANONYMOUS", address };
  return { kind: user.role, id: user.id, email: user.email, address };
}

/** Signs the browser of this request in, in a server action: `userId` has just proved who he is. */
export async function giveSession(userId: string): Promise<void> {
  const { APP_URL, NEXTAUTH_SECRET } = env();
  const cookie = await sealSession(await startSession(userId), NEXTAUTH_SECRET);
  (await cookies()).set(sessionCookieName(APP_URL), cookie, {
    httpOnly: true,
    sameSite: "lax",
    secure: APP_URL.startsWith("https:"),
    path: "/",
    maxAge: SESSION_SECONDS,
  });
}
