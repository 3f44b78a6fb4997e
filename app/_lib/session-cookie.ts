import { decode } from "next-auth/jwt";

const MOST_KEPT = 5_000;

type Opened = { userId: string; expiresAtSeconds: number };

/** Oldest first. Only cookies that were opened are kept: forged ones push nobody out. */
const opened = new Map<string, Opened>();

/**
 * The user that a session cookie names, or null if it is forged or too old. Opening one derives a key anew
 * each time; the same cookie holds the same until it ends, so it is opened once per process.
 */
export async function userIdOf(
  cookie: string,
  secret: string,
  nowSeconds = Date.now() / 1_000,
): Promise<string | null> {
  const key = `${secret}:${cookie}`;
  const known = opened.get(key) ?? (await open(cookie, secret));
  if (!known || known.expiresAtSeconds <= nowSeconds) {
    opened.delete(key);
    return null;
  }
  if (!opened.has(key)) keep(key, known);
  return known.userId;
}

async function open(cookie: string, secret: string): Promise<Opened | null> {
  const token = await decode({ token: cookie, secret }).catch(() => null);
  if (!token?.sub) return null;
  return { userId: token.sub, expiresAtSeconds: Number(token.exp ?? 0) };
}

function keep(key: string, session: Opened): void {
  const [oldest] = opened.keys();
  if (opened.size >= MOST_KEPT && oldest !== undefined) opened.delete(oldest);
  opened.set(key, session);
}
