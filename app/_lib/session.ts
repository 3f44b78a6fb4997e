import { cookies, headers } from "next/headers";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import { getUser, type User } from "@/server/identity/queries";
import type { Actor, RequestContext } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { clientAddress } from "./client-address";
import { userIdOf } from "./session-cookie";

export type SessionUser = User;

/**
 * Who is signed in, read once per request. The cookie only says which user; the rest comes from the
 * user's row, so that a role that was taken away or a removed user counts at once.
 */
export const getSessionUser = cache(async (): Promise<SessionUser | null> => {
  const { APP_URL, NEXTAUTH_SECRET } = env();
  const req = { headers: await headers(), cookies: await cookies() };
  const cookie = await getToken({
    req: req as never,
    secret: NEXTAUTH_SECRET,
    secureCookie: APP_URL.startsWith("https:"),
    raw: true,
  });
  const userId = cookie ? await userIdOf(cookie, NEXTAUTH_SECRET) : null;
  return userId ? getUser(userId) : null;
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
