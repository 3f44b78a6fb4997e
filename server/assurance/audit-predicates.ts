import { type SQL, sql } from "drizzle-orm";

/** Microseconds since 1970. */
export const micros = (moment: SQL) => sql`(extract(epoch from ${moment}) * 1000000)::bigint`;

/**
 * The canonical form of audit row `a` at its place in the chain, as bytes. It holds every column of the row, and depends on
 * no setting of the session. A column that is added to the log later gets a form of its own: this one must not change.
 */
export const sealedBody = (
  seq: SQL,
  sealedAt: SQL,
): SQL => sql`convert_to(jsonb_build_array(${seq}, ${micros(sealedAt)},
  a.id, ${micros(sql`a.at`)}, a.actor_kind, a.actor_id, a.action, a.entity, a.entity_id, a.before::text, a.after::text,
  a.correlation_id)::text, 'UTF8')`;

/** Whoever has this advisory lock seals, and nobody else does. */
export const SEALING_LOCK = sql`hashtextextended('seal-audit-log', 0)`;

/** The hash before the first seal. */
export const GENESIS = sql`''::bytea`;

/**
 * The newest row that was sealed more than `minutes` ago; 0 when there is none. Rows get their ids in the order of their
 * inserts, so that a transaction would have to last longer than this to commit a row below it.
 */
export const sealedBefore = (minutes: number): SQL => sql`coalesce((select audit_id from assurance.audit_seals
  where sealed_at < now() - make_interval(mins => ${minutes}::int) order by seq desc limit 1), 0)`;

/** True for an audit row `a` above the row `after` and up to the row `until` that has no seal. Bounds as below. */
export const isUnsealedBetween = (after: string, until: string): SQL => sql`(a.id > ${after}::bigint
  and a.id <= ${until}::bigint and not exists (select from assurance.audit_seals s
    where s.audit_id = a.id and s.audit_id > ${after}::bigint and s.audit_id <= ${until}::bigint))`;

/**
 * True for an audit row `a` above the row `after` that has no seal. The seals have the bound as well: without it PostgreSQL
 * reads every seal of the log to find the few rows.
 */
export const isUnsealedAfter = (after: SQL): SQL => sql`(a.id > ${after}
  and not exists (select from assurance.audit_seals s where s.audit_id = a.id and s.audit_id > ${after}))`;

/** A row may be this much older than a row that was sealed before it. No transaction lasts so long. */
const LONGEST_TRANSACTION = sql`interval '15 minutes'`;

/** The end of the part of the chain that was verified before: the last seal's number and hash in hex. */
export type ChainEnd = {
  seq: string;
  hash: string;
  /** The newest moment of the rows before, in microseconds since 1970; null before the first row. */
  newestAt: string | null;
};

/** The first seal of a part and what came before it: read from the seal `after`, or carried from the check of the part before. */
const partOf = (after: SQL, until: SQL, end: ChainEnd | undefined) =>
  end
    ? {
        seals: sql`s.seq > ${after} and s.seq <= ${until}`,
        ...{ seq: sql`${end.seq}::bigint`, hash: sql`decode(${end.hash}, 'hex')` },
        newestAt: sql`${end.newestAt}::bigint`,
      }
    : {
        seals: sql`s.seq between ${after} and ${until}`,
        ...{ seq: sql`0::bigint`, hash: GENESIS, newestAt: sql`null::bigint` },
      };

/**
 * The seals from `after` (exclusive) to `until` that do not fit: (rule, seq, audit_id, entity, entity_id, action, at). A
 * seal's hash depends on its row, its place and the hash before it. The hash of `after` is read, unless `end` says what the
 * chain was up to there.
 */
export function brokenSeals(after: SQL, until: SQL, end?: ChainEnd): SQL {
  const part = partOf(after, until, end);
  return sql`
  select case when c.row_id is null then 'a sealed row is there'
      when c.seq <> c.previous_seq + 1 then 'the seals are numbered without a gap'
      when c.hash <> sha256(c.previous_hash || c.body) then 'a sealed row is as it was sealed, in its place'
      else 'a row is not older than the rows before it' end as rule,
    c.seq, c.audit_id, c.entity, c.entity_id, c.action, c.at
  from (select s.seq, s.audit_id, s.hash, a.id as row_id, a.entity, a.entity_id, a.action, a.at,
      ${sealedBody(sql`s.seq`, sql`s.sealed_at`)} as body,
      lag(s.seq, 1, ${part.seq}) over w as previous_seq, lag(s.hash, 1, ${part.hash}) over w as previous_hash,
      greatest(max(a.at) over (order by s.seq rows between unbounded preceding and 1 preceding),
        'epoch'::timestamptz + ${part.newestAt} * interval '1 microsecond') as newest_before
    from assurance.audit_seals s left join shared.audit_log a on a.id = s.audit_id
    where ${part.seals} window w as (order by s.seq)) c
  where c.seq > ${after} and (c.row_id is null or c.seq <> c.previous_seq + 1
    or c.hash <> sha256(c.previous_hash || c.body) or c.at < c.newest_before - ${LONGEST_TRANSACTION})
  order by c.seq`;
}
