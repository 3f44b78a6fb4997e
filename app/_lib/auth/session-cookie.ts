import { decode, encode } from "next-auth/jwt";
import type { Session } from "@/server/identity/schemas";

/**
 * How long a session lasts after its sign-in. Nothing extends it, so nobody can keep a stolen cookie alive.
 */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;

/** The name of the session cookie. A browser accepts a `__Secure-` cookie only over https. */
export const sessionCookieName = (appUrl: string): string =>
  appUrl.startsWith("https:") ? "__Secure-next-auth.session-token" : "next-auth.session-token";

/** The contents of the encrypted cookie, apart from its times: user, session, version of the user. */
type Claims = { sub?: string; sid?: string; ver?: number };

export const claimsOf = ({ userId, sessionId, version }: Session): Claims => ({
  sub: userId,
  ...(sessionId && { sid: sessionId }),
  ver: version,
});

export const sealSession = (session: Session, secret: string): Promise<string> =>
  encode({ token: claimsOf(session), secret, maxAge: SESSION_SECONDS });

const MAX_KEPT = 5_000;

type Opened = Session & { expiresAtSeconds: number };

/** Decrypted cookies, oldest first. Forged cookies are not kept, so they cannot push out others. */
const opened = new Map<string, Opened>();

/**
 * The session that a cookie names, or null if the cookie is forged or too old. To decrypt a cookie takes a key
 * derivation, and its contents never change, so each cookie is decrypted once per process. The caller still has to ask
 * the database whether the session was ended.
 */
export async function sessionOf(
  cookie: string,
  secret: string,
  nowSeconds = Date.now() / 1_000,
): Promise<Session | null> {
  const key = `${secret}:${cookie}`;
  const known = opened.get(key) ?? (await open(cookie, secret));
  if (!known || known.expiresAtSeconds <= nowSeconds) {
    opened.delete(key);
    return null;
  }
  if (!opened.has(key)) keep(key, known);
  const { userId, sessionId, version } = known;
  return { userId, sessionId, version };
}

async function open(cookie: string, secret: string): Promise<Opened | null> {
  const token = await decode({ token: cookie, secret }).catch(() => null);
  if (!token?.sub) return null;
  const { sid, ver } = token as Claims;
  // Cookies of earlier releases have neither of the two: they belong to version 1.
  return {
    userId: token.sub,
    sessionId: sid ?? null,
    version: ver ?? 1,
    expiresAtSeconds: Number(token.exp ?? 0),
  };
}

function keep(key: string, session: Opened): void {
  const [oldest] = opened.keys();
  if (opened.size >= MAX_KEPT && oldest !== undefined) opened.delete(oldest);
  opened.set(key, session);
}
