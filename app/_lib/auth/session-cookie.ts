import { decode, encode } from "next-auth/jwt";
import { SESSION_SECONDS, type Session } from "@/server/identity/schemas";

/**
 * The end of the cookie, a day after the end of its session: this end is written and checked by the clock of whichever
 * process seals or opens the cookie. The end of the session is a claim of its own, by the database's clock.
 */
export const COOKIE_SECONDS = SESSION_SECONDS + 24 * 60 * 60;

/** The name of the session cookie. A browser accepts a `__Secure-` cookie only over https. */
export const sessionCookieName = (appUrl: string): string =>
  appUrl.startsWith("https:") ? "__Secure-next-auth.session-token" : "next-auth.session-token";

/** The contents of the encrypted cookie: user, session, version of the user, end of the session. */
type Claims = { sub?: string; sid?: string; ver?: number; until?: number };

export const claimsOf = ({ userId, sessionId, version, expiresAtSeconds }: Session): Claims => ({
  sub: userId,
  ...(sessionId && { sid: sessionId }),
  ver: version,
  until: expiresAtSeconds,
});

export const sealSession = (session: Session, secret: string): Promise<string> =>
  encode({ token: claimsOf(session), secret, maxAge: COOKIE_SECONDS });

const MAX_KEPT = 5_000;

/** Decrypted cookies, oldest first. Forged cookies are not kept, so they cannot push out others. */
const opened = new Map<string, Session>();

/**
 * The session that a cookie names, or null if the cookie is forged. To decrypt a cookie takes a key
 * derivation, and its contents never change, so each cookie is decrypted once per process. The caller still has to ask
 * the database whether the session has ended (`userOfSession`).
 */
export async function sessionOf(cookie: string, secret: string): Promise<Session | null> {
  const key = `${secret}:${cookie}`;
  const known = opened.get(key) ?? (await open(cookie, secret));
  if (known && !opened.has(key)) keep(key, known);
  return known;
}

async function open(cookie: string, secret: string): Promise<Session | null> {
  const token = await decode({ token: cookie, secret }).catch(() => null);
  if (!token?.sub) return null;
  const { sid, ver, until } = token as Claims;
  // Cookies of earlier releases lack some of them: they belong to version 1, and end with the cookie.
  return {
    userId: token.sub,
    sessionId: sid ?? null,
    version: ver ?? 1,
    expiresAtSeconds: until ?? Number(token.exp ?? 0),
  };
}

function keep(key: string, session: Session): void {
  const [oldest] = opened.keys();
  if (opened.size >= MAX_KEPT && oldest !== undefined) opened.delete(oldest);
  opened.set(key, session);
}
