import { sql } from "drizzle-orm";
import { type Database, database, type Tx } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { brokenSeals, isUnsealed } from "./audit-predicates";

/** The number of seals of one statement. */
const BATCH = 20_000;
const MAX_EXAMPLES = 20;

type Violation = Record<string, unknown>;
type Head = { seq: string; hash: string; auditId: string };

/**
 * Checks the whole hash chain of the audit log, and looks for rows that were never sealed. The result is kept as a
 * checkpoint, which law L8 reads: from then on the chain must go through this hash. The hash also goes to the log, and so
 * out of reach of whoever owns the database.
 *
 * @returns at most 20 examples of what is broken.
 */
export async function checkAuditChain(ctx: RequestContext): Promise<Violation[]> {
  requireSystem(ctx.actor);
  const head = await headOf(database());
  if (!head) return [];
  const violations: Violation[] = [];
  for (let after = 0; after < Number(head.seq) && violations.length < MAX_EXAMPLES; after += BATCH) {
    const until = Math.min(after + BATCH, Number(head.seq));
    const { rows } = await database().execute(sql`${brokenSeals(sql`${after}::bigint`, sql`${until}::bigint`)}
      limit ${MAX_EXAMPLES}`);
    violations.push(...rows);
  }
  violations.push(...(await skippedRows(head)));
  const examples = violations.slice(0, MAX_EXAMPLES);
  await database().execute(sql`insert into assurance.audit_checks (last_seq, last_hash, violations)
    values (${head.seq}, decode(${head.hash}, 'hex'), ${JSON.stringify(examples)}::jsonb)`);
  const report = { seals: Number(head.seq), hash: head.hash, broken: examples.length };
  if (examples.length > 0) log.error(report, "the audit chain is broken");
  else log.info(report, "the audit chain is whole");
  return examples;
}

/** The newest seal: number and hash. Null when nothing is sealed. */
export async function headOf(db: Database | Tx): Promise<Head | null> {
  const { rows } = await db.execute<Head>(sql`
    select seq, encode(hash, 'hex') as hash, audit_id as "auditId" from assurance.audit_seals order by seq desc limit 1`);
  return rows[0] ?? null;
}

async function skippedRows({ auditId }: Head): Promise<Violation[]> {
  const { rows } = await database().execute(sql`
    select 'an audit row is sealed within 5 minutes' as rule, a.id as audit_id, a.entity, a.entity_id, a.action, a.at
    from shared.audit_log a where a.id < ${auditId} and a.at < now() - interval '15 minutes' and ${isUnsealed}
    order by a.id limit ${MAX_EXAMPLES}`);
  return rows;
}
