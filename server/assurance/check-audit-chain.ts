import { type SQL, sql } from "drizzle-orm";
import { type Database, database, type Tx } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { brokenSeals, type ChainEnd, isUnsealedBetween, micros } from "./audit-predicates";

/** The number of seals of one statement. */
const BATCH = 20_000;
/** The number of seals of one part: a few seconds, where a serverless function ends after 60. */
const PART = 100_000;
const MAX_EXAMPLES = 20;

type Violation = Record<string, unknown>;
type Head = { seq: string; hash: string; auditId: string };

/** How far a check of the whole chain has come. Plain data: an event engine keeps it between the steps. */
export type ChainCheck = {
  /** The newest seal when the check began. The check goes no further. */
  head: Head;
  /** Seals above this number are next. */
  after: string;
  /** The last seal that was verified. */
  end: ChainEnd;
  /** The highest id of an audit row up to here. Rows without a seal were looked for up to it. */
  rowsUntil: string;
  violations: Violation[];
  isDone: boolean;
};

/** A number below that of every seal, also of a forged one. */
const LOWEST = "-9223372036854775808";
const beginOf = (head: Head): ChainCheck => ({
  head,
  after: LOWEST,
  end: { seq: "0", hash: "", newestAt: null },
  rowsUntil: LOWEST,
  violations: [],
  isDone: false,
});

/**
 * Checks the next part of the hash chain of the audit log, and looks for rows of it that were never sealed. The place and
 * the hash where the part before ended are carried in `before`, so that the parts find what one pass would find, also at their
 * borders. A part may be checked again. The check ends early once it has 20 examples of what is broken.
 *
 * @param before null begins a check.
 * @param seals the size of a part.
 * @returns where the part ended; null when nothing was ever sealed.
 */
export async function checkAuditPart(
  ctx: RequestContext,
  before: ChainCheck | null,
  seals = PART,
): Promise<ChainCheck | null> {
  requireSystem(ctx.actor);
  const head = before?.head ?? (await headOf(database()));
  if (!head) return null;
  let check = before ?? beginOf(head);
  for (let left = seals; left > 0 && !check.isDone; left -= BATCH)
    check = await nextBatch(check, Math.min(BATCH, left));
  return check;
}

/**
 * Writes the result of a check that is done as a checkpoint, which law L8 reads: from then on the chain must go through
 * this hash. The hash also goes to the log, and so out of reach of whoever owns the database.
 *
 * @returns at most 20 examples of what is broken.
 */
export async function recordAuditCheck(ctx: RequestContext, check: ChainCheck): Promise<Violation[]> {
  requireSystem(ctx.actor);
  if (!check.isDone) throw new Error("a check is recorded when it has come to its end");
  const { head, violations } = check;
  await database().execute(sql`insert into assurance.audit_checks (last_seq, last_hash, violations)
    values (${head.seq}, decode(${head.hash}, 'hex'), ${JSON.stringify(violations)}::jsonb)`);
  const report = { seals: Number(head.seq), hash: head.hash, broken: violations.length };
  if (violations.length > 0) log.error(report, "the audit chain is broken");
  else log.info(report, "the audit chain is whole");
  return violations;
}

/**
 * Checks the whole chain part by part, and records the result.
 *
 * @returns at most 20 examples of what is broken.
 */
export async function checkAuditChain(ctx: RequestContext, seals = PART): Promise<Violation[]> {
  let check = await checkAuditPart(ctx, null, seals);
  while (check && !check.isDone) check = await checkAuditPart(ctx, check, seals);
  return check ? recordAuditCheck(ctx, check) : [];
}

/** The newest seal: number and hash. Null when nothing is sealed. */
export async function headOf(db: Database | Tx): Promise<Head | null> {
  const { rows } = await db.execute<Head>(sql`
    select seq, encode(hash, 'hex') as hash, audit_id as "auditId" from assurance.audit_seals order by seq desc limit 1`);
  return rows[0] ?? null;
}

type Batch = ChainEnd & { rowsUntil: string };

/** Verifies the next seals, as one moment of the database shows them. */
const nextBatch = (check: ChainCheck, seals: number): Promise<ChainCheck> =>
  database().transaction(
    async (tx) => {
      const batch = await batchAfter(tx, check, seals);
      if (!batch) return withoutHead(check);
      const { rowsUntil, ...end } = batch;
      const [after, until] = [sql`${check.after}::bigint`, sql`${end.seq}::bigint`];
      const violations = [
        ...check.violations,
        ...(await examples(tx, brokenSeals(after, until, check.end))),
        ...(await examples(tx, skippedRows(check.rowsUntil, rowsUntil))),
      ].slice(0, MAX_EXAMPLES);
      const isDone = end.seq === check.head.seq || violations.length >= MAX_EXAMPLES;
      return { ...check, after: end.seq, end, rowsUntil, violations, isDone };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );

/** The seal that was the newest went away while the chain was checked. */
const withoutHead = (check: ChainCheck): ChainCheck => {
  const { seq, auditId } = check.head;
  const gone = { rule: "the seals are numbered without a gap", seq, audit_id: auditId };
  return { ...check, violations: [...check.violations, gone], isDone: true };
};

/** The end of the next seals, with what they have seen so far; null when there are none up to the head. */
async function batchAfter(
  tx: Tx,
  { head, after, end, rowsUntil }: ChainCheck,
  seals: number,
): Promise<Batch | null> {
  const { rows } = await tx.execute<Batch>(sql`
    select (max(s.seq))::text as seq, encode((array_agg(s.hash order by s.seq desc))[1], 'hex') as hash,
      greatest(max(${micros(sql`a.at`)}), ${end.newestAt}::bigint)::text as "newestAt",
      greatest(max(s.audit_id), ${rowsUntil}::bigint)::text as "rowsUntil"
    from (select seq, hash, audit_id from assurance.audit_seals
      where seq > ${after}::bigint and seq <= ${head.seq}::bigint order by seq limit ${seals}) s
    left join shared.audit_log a on a.id = s.audit_id
    having count(*) > 0`);
  return rows[0] ?? null;
}

async function examples(tx: Tx, query: SQL): Promise<Violation[]> {
  return (await tx.execute(sql`${query} limit ${MAX_EXAMPLES}`)).rows;
}

const skippedRows = (after: string, until: string): SQL => sql`
  select 'an audit row is sealed within 5 minutes' as rule, a.id as audit_id, a.entity, a.entity_id, a.action, a.at
  from shared.audit_log a where ${isUnsealedBetween(after, until)} and a.at < now() - interval '15 minutes'
  order by a.id`;
