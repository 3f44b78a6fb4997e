import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { idempotencyKeys } from "@/db/schema/shared";
import { uuidv7 } from "./ids";

/** How long a request holds its key. One that has not answered by then has died with its process. */
const HELD_SECONDS = 60;

/** What was answered to a request, to be answered again. */
export type KeptAnswer = { status: number; body: string | null; etag: string | null };

/** The key of one request of one actor. `fingerprint` differs between requests that differ. */
export type RequestKey = { owner: string; key: string; operation: string; fingerprint: string };

export type ClaimedKey =
  | { state: "CLAIMED"; holder: string }
  | { state: "ANSWERED"; answer: KeptAnswer }
  | { state: "IN_PROGRESS" }
  | { state: "REUSED" };

/**
 * Claims a key for a request, so that of several requests with it one at a time runs. A key whose request was answered gives
 * that answer; a key of another request is REUSED.
 */
export async function claimKey({ owner, key, operation, fingerprint }: RequestKey): Promise<ClaimedKey> {
  const holder = uuidv7();
  const { rows } = await database().execute(sql`
    insert into shared.idempotency_keys as k (owner, key, operation, fingerprint, holder, claimed_until)
    values (${owner}, ${key}, ${operation}, ${fingerprint}, ${holder},
      clock_timestamp() + make_interval(secs => ${HELD_SECONDS}))
    on conflict (owner, key) do update set holder = excluded.holder, claimed_until = excluded.claimed_until
    where k.status is null and k.claimed_until < clock_timestamp() and k.fingerprint = excluded.fingerprint
    returning 1`);
  if (rows.length > 0) return { state: "CLAIMED", holder };
  const [known] = await database()
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.owner, owner), eq(idempotencyKeys.key, key)));
  // Its request was refused in between: the next try claims it.
  if (!known) return { state: "IN_PROGRESS" };
  if (known.fingerprint !== fingerprint) return { state: "REUSED" };
  const { status, body, etag } = known;
  return status === null ? { state: "IN_PROGRESS" } : { state: "ANSWERED", answer: { status, body, etag } };
}

const heldBy = ({ owner, key }: RequestKey, holder: string) =>
  and(
    eq(idempotencyKeys.owner, owner),
    eq(idempotencyKeys.key, key),
    eq(idempotencyKeys.holder, holder),
    isNull(idempotencyKeys.status),
  );

/** Keeps the answer of a request that succeeded. */
export async function keepAnswer(request: RequestKey, holder: string, answer: KeptAnswer): Promise<void> {
  await database().update(idempotencyKeys).set(answer).where(heldBy(request, holder));
}

/** Gives a key back after a refusal: it changed nothing, and the same request may succeed later. */
export async function releaseKey(request: RequestKey, holder: string): Promise<void> {
  await database().delete(idempotencyKeys).where(heldBy(request, holder));
}

/** Deletes keys of more than a day ago. @returns how many. */
export async function forgetIdempotencyKeys(): Promise<number> {
  const { rowCount } = await database()
    .delete(idempotencyKeys)
    .where(sql`${idempotencyKeys.createdAt} < now() - interval '1 day'`);
  return rowCount ?? 0;
}
