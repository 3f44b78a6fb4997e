import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { JWK } from "jose";
import { database, type Tx } from "@/db/client";
import { signingKeys } from "@/db/schema/platform";
import { open } from "@/server/shared/secret-box";
import { KID } from "./schemas";

/** What a private key is sealed for: a sealed key that is copied into another row opens nothing. */
export const purposeOfKey = (kid: string): string => `signing-key:${kid}`;

/** A key that is not retired. `ageSeconds`: since its first use, below zero before. `jwk`: null when DATA_KEY does not open it. */
export type LiveKey = { kid: string; ageSeconds: number; jwk: JWK | null };

/** The keys that are not retired, the one that is used last first. */
export async function liveKeys(db: Pick<Tx, "select">): Promise<LiveKey[]> {
  const rows = await db
    .select({
      kid: signingKeys.kid,
      privateJwk: signingKeys.privateJwk,
      ageSeconds: sql<number>`extract(epoch from clock_timestamp() - ${signingKeys.usedFrom})::float8`,
    })
    .from(signingKeys)
    .where(isNull(signingKeys.retiredAt))
    .orderBy(desc(signingKeys.usedFrom), desc(signingKeys.kid));
  return rows.map(({ kid, privateJwk, ageSeconds }) => ({ kid, ageSeconds, jwk: opened(kid, privateJwk) }));
}

function opened(kid: string, sealed: Buffer | null): JWK | null {
  const text = sealed && open(sealed, purposeOfKey(kid));
  return text ? (JSON.parse(text) as JWK) : null;
}

/**
 * How long a process keeps a public key that it has read. It never changes; whether it is retired is asked for each token
 * (token-view.ts).
 */
const KEPT_MS = 60_000;
const readKeys = new Map<string, { jwk: JWK; untilMs: number }>();

/** The public key of a token's head; null when it is none of ours or retired. */
export async function publicKeyOf(kid: unknown): Promise<JWK | null> {
  if (typeof kid !== "string" || !KID.test(kid)) return null;
  const known = readKeys.get(kid);
  if (known && known.untilMs > performance.now()) return known.jwk;
  const [key] = await database()
    .select({ jwk: signingKeys.publicJwk })
    .from(signingKeys)
    .where(and(eq(signingKeys.kid, kid), isNull(signingKeys.retiredAt)));
  if (!key) {
    readKeys.delete(kid);
    return null;
  }
  readKeys.set(kid, { jwk: key.jwk, untilMs: performance.now() + KEPT_MS });
  return key.jwk;
}
