import { decode, encode } from "next-auth/jwt";
import type { Session } from "@/server/identity/queries";

/**
 * How long a session lasts, from its sign-in on. Nothing makes it longer: whoever has a copy of the cookie cannot
 * keep it alive either.
 */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;

/** `__Secure-`: a browser takes it by https alone. */
export const sessionCookieName = (appUrl: string): string =>
  appUrl.startsWith("https:") ? "__Secure-next-auth.session-token" : "next-auth.session-token";

/** What the sealed cookie says, beside its times. */
type Claims = { sub?: string; sid?: string; ver?: number };

export const claimsOf = ({ userId, sessionId, version }: Session): Claims => ({
  sub: userId,
  ...(sessionId && { sid: sessionId }),
  ver: version,
});

export const sealSession = (session: Session, secret: string): Promise<string> =>
  encode({ token: claimsOf(session), secret, maxAge: SESSION_SECONDS });

const MOST_KEPT = 5_000;

type Opened = Session & { expiresAtSeconds: number };

/** Oldest first. Only cookies that were opened are kept: forged ones push nobody out. */
const opened = new Map<string, Opened>();

/**
 * The session that a cookie names, or null if it is forged or too old. Opening one derives a key anew
 * each time; the same cookie holds the same until it ends, so it is opened once per process. Whether the session
 * has been signed out of is asked in the database.
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
  // Cookies of earlier releases have neither: they are of the first version.
  return {
    userId: token.sub,
    sessionId: sid ?? null,
    version: ver ?? 1,
    expiresAtSeconds: Number(token.exp ?? 0),
  };
}

function keep(key: string, session: Opened): void {
  const [oldest] = opened.keys();
  if (opened.size >= MOST_KEPT && oldest !== undefined) opened.delete(oldest);
  opened.set(key, session);
}
