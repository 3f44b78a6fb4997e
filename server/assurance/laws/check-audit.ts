import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { brokenSeals, isUnsealedAfter, sealedBefore } from "@/server/assurance/audit-predicates";
import type { LawReport } from "@/server/assurance/schemas";
import { examplesOf, figuresOf, LATE, reportLaw } from "./report-law";

/** The newest seals that each check of the laws verifies. The sweep of the night verifies all of them. */
const VERIFIED_SEALS = 10_000;
/** Unsealed rows are looked for among the rows of this time; older ones by the sweep of the night. */
const LOOKED_BACK_MINUTES = 60;

const newestSeal = sql`(select coalesce(max(seq), 0) from assurance.audit_seals)`;
const firstVerified = sql`greatest(0, ${newestSeal} - ${VERIFIED_SEALS}::bigint)`;
const lookedBack = sealedBefore(LOOKED_BACK_MINUTES);
const unsealedRows = sql`shared.audit_log a where ${isUnsealedAfter(lookedBack)}`;
/** The check of the night has come late, or has never come to a chain that is two days old. */
const CHECK_LATE = sql`interval '2 days'`;

/** L8: every audit row is sealed into the hash chain within five minutes, and the chain is whole. */
export async function checkAudit(tx: Tx): Promise<LawReport> {
  const { late = 0, ...figures } = await figuresOf(
    tx,
    sql`select ${newestSeal} as "sealedRows", ${newestSeal} - ${firstVerified} as "verifiedNow",
          coalesce((select max(last_seq) from assurance.audit_checks), 0) as "verifiedAtNight",
          count(*) as "unsealedRows", count(*) filter (where a.at < now() - ${LATE}) as late
        from ${unsealedRows}`,
  );
  const violations = [
    ...(await examplesOf(
      tx,
      "an audit row is sealed within 5 minutes",
      sql`select a.id as audit_id, a.entity, a.entity_id, a.action, a.at from ${unsealedRows}
          and a.at < now() - ${LATE} order by a.id`,
    )),
    ...(await chainViolations(tx)),
    ...(await checkpointViolations(tx)),
  ];
  return reportLaw("L8", figures, violations, { late });
}

/** Each example names its own rule. */
const chainViolations = (tx: Tx) =>
  examplesOf(tx, "the chain is whole", brokenSeals(firstVerified, newestSeal));

async function checkpointViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "the chain goes through each checkpoint",
      sql`select c.last_seq as seq, c.checked_at from assurance.audit_checks c
          where not exists (select from assurance.audit_seals s where s.seq = c.last_seq and s.hash = c.last_hash)
          order by c.id`,
    )),
    ...(await examplesOf(
      tx,
      "the last check of the whole chain found nothing",
      sql`select c.checked_at, v.value as example
          from (select * from assurance.audit_checks order by id desc limit 1) c, jsonb_array_elements(c.violations) v`,
    )),
    ...(await examplesOf(
      tx,
      "the whole chain is checked every night",
      sql`select n.since from (select coalesce((select max(checked_at) from assurance.audit_checks),
            (select sealed_at from assurance.audit_seals order by seq limit 1)) as since) n
          where n.since < now() - ${CHECK_LATE}`,
    )),
  ];
}
