import { type SQL, sql } from "drizzle-orm";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import { GENESIS, isUnsealedAfter, SEALING_LOCK, sealedBefore, sealedBody } from "./audit-predicates";

const BATCH = 5_000;
/** A call and what comes with it stay below the time limit of a serverless function. */
const MAX_MS = 8_000;
/** How far back each call looks for rows whose transaction was slow to commit. */
const LATE_COMMIT_MINUTES = 10;

/** New rows: every row after the newest sealed one. */
const isNew = sql`a.id > coalesce((select max(audit_id) from assurance.audit_seals), 0)`;
/** Rows that were committed after a row with a higher id was sealed. */
const isLateCommit = isUnsealedAfter(sealedBefore(LATE_COMMIT_MINUTES));

/**
 * Appends a seal for each audit row that has none, so that the rows form a hash chain. Nobody waits for it: it reads what is
 * committed. Of two processes that seal at once one seals and the other does nothing. A batch is one statement, so that a
 * killed process leaves a valid chain, and the next call goes on.
 *
 * @returns how many rows were sealed.
 */
export async function sealAuditLog(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  const until = performance.now() + MAX_MS;
  let sealed = 0;
  for (const which of [isNew, isLateCommit]) {
    for (let added = BATCH; added === BATCH && performance.now() < until; ) {
      added = await transaction(ctx, (tx) => sealBatch(tx, which));
      sealed += added;
    }
  }
  return sealed;
}

async function sealBatch({ tx }: TxContext, which: SQL): Promise<number> {
  const { rows } = await tx.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(${SEALING_LOCK}) as mine`,
  );
  if (!rows[0]?.mine) return 0;
  // A statement of its own: it sees the seals of whoever had the lock before.
  const { rowCount } = await tx.execute(sql`
    with head as (
      select coalesce(max(seq), 0) as seq,
        coalesce((array_agg(hash))[1], ${GENESIS}) as hash
      from (select seq, hash from assurance.audit_seals order by seq desc limit 1) newest),
    unsealed as (select a.* from shared.audit_log a where ${which} order by a.id limit ${BATCH}),
    numbered as (
      select a.*, head.seq + row_number() over (order by a.id) as seq, head.hash as head from unsealed a, head)
    insert into assurance.audit_seals (seq, audit_id, sealed_at, hash)
    select a.seq, a.id, now(),
      assurance.chain_hash(${sealedBody(sql`a.seq`, sql`now()`)}, a.head) over (order by a.seq)
    from numbered a order by a.seq`);
  return rowCount ?? 0;
}
