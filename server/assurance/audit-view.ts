import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { KOREA_ZONE } from "@/server/shared/airline";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { type KeysetSlice, keysetPage, type ListOrder, type ListPage } from "@/server/shared/keyset";
import { parse } from "@/server/shared/parse";
import { maskText, type PersonalData, personalDataFor } from "@/server/shared/personal-data";
import { shownValue, withoutPersonalData } from "./audit-mask-rules";
import {
  type AuditChain,
  type AuditFilter,
  type AuditRow,
  type ListAuditInput,
  listAuditInput,
} from "./audit-schemas";
import { headOf } from "./check-audit-chain";
import { withNamedPairs } from "./named-pairs-view";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const UUID_PATTERN = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
const asUuid = (text: SQL) => sql`case when ${text} ~ ${UUID_PATTERN} then ${text}::uuid end`;
const MAX_PEOPLE = 50;

const ROWS_PER_PAGE = 50;
const number = { value: sql`a.id`, type: "bigint" } as const;
const orderOf = (descending: boolean): ListOrder => ({ sort: "at", descending, key: number, id: number });

/**
 * One page of the rows of the audit log that match the filter, newest first unless asked otherwise. Contacts of customers,
 * and the names of passengers who gave flights up, are masked for everybody without the permission to read personal data.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function listAudit(
  ctx: RequestContext,
  input: ListAuditInput,
  limit = ROWS_PER_PAGE,
): Promise<ListPage<AuditRow>> {
  requirePermission(ctx.actor, "audit.read");
  const { filter, descending, newest, cursor } = parse(listAuditInput, input);
  const personal = personalDataFor(ctx.actor);
  const matching = await conditionsOf(filter, { newest, isWhole: !personal.isFull });
  const page = await keysetPage(orderOf(descending), cursor, limit, async (slice) =>
    (await rowsOf(matching, slice)).map((row) => ({ at: row.id, id: row.id, row })),
  );
  const read = page.rows.map(({ row }) => ({ ...row, at: new Date(row.at) }));
  const shown = await withNamedPairs(read, personal.isFull ? (name) => name : maskText);
  return { ...page, rows: personal.isFull ? shown : shown.map((row) => maskedRow(row, personal)) };
}

/** How many rows match the filter now, and the number of the newest row of the log. The caller has asked who reads. */
export async function countAudit(
  ctx: RequestContext,
  filter: AuditFilter,
): Promise<{ rows: number; newest: string }> {
  const head = await database().execute<{ newest: string }>(
    sql`select coalesce(max(id), 0)::text as newest from shared.audit_log`,
  );
  const newest = head.rows[0]?.newest ?? "0";
  const matching = await conditionsOf(filter, { newest, isWhole: !personalDataFor(ctx.actor).isFull });
  const { rows } = await database().execute<{ count: number }>(
    sql`select count(*)::int as count from shared.audit_log a where ${matching}`,
  );
  return { rows: rows[0]?.count ?? 0, newest };
}

async function rowsOf(matching: SQL, { where, orderBy, limit }: KeysetSlice): Promise<AuditRow[]> {
  const { rows } = await database().execute<AuditRow>(sql`
    with found as materialized (select a.* from shared.audit_log a
      where ${matching} ${where ? sql`and ${where}` : sql``} order by ${orderBy} limit ${limit})
    select a.id::text, a.at, a.actor_kind as "actorKind", a.actor_id as "actorId", a.action, a.entity,
      a.entity_id as "entityId", a.before, a.after,
      case when u.id is not null then json_build_object('name', u.name, 'email', u.email, 'role', u.role) end as person,
      case when r.id is not null then json_build_object('id', r.id, 'locator', r.locator) end as reservation,
      f.designator || ' ' || f.departure_date as flight,
      case when s.seq is not null then json_build_object('seq', s.seq::text, 'hash', encode(s.hash, 'hex')) end as seal
    from found a
    left join identity.users u on u.id = ${asUuid(sql`a.actor_id`)}
    left join reservation.reservations r
      on r.id = case when a.entity = 'reservation' then ${asUuid(sql`a.entity_id`)} else a.correlation_id end
    left join schedule.flights f
      on f.id = case when a.entity = 'flight' and a.entity_id ~ '^[0-9]{1,9}$' then a.entity_id::int end
    left join assurance.audit_seals s on s.audit_id = a.id
    order by ${orderBy}`);
  return rows;
}

/** @throws AppError UNAUTHENTICATED, FORBIDDEN. */
export async function auditChainState(ctx: RequestContext): Promise<AuditChain> {
  requirePermission(ctx.actor, "audit.read");
  const head = await headOf(database());
  const { rows } = await database().execute<{ at: Date; seq: string; broken: number }>(sql`
    select checked_at as at, last_seq::text as seq, jsonb_array_length(violations) as broken
    from assurance.audit_checks order by id desc limit 1`);
  return {
    head: head && { seq: head.seq, hash: head.hash },
    checked: rows[0] ? { ...rows[0], at: new Date(rows[0].at) } : null,
  };
}

type Bounds = { newest: string | undefined; isWhole: boolean };

/** SQL over an audit row `a`. `isWhole`: an address of a person counts only when it is complete. */
async function conditionsOf(filter: AuditFilter, { newest, isWhole }: Bounds): Promise<SQL> {
  const { person, entity, target, action, from, to } = filter;
  const startOf = (day: string) => sql`${day}::date::timestamp at time zone ${KOREA_ZONE}`;
  const conditions = [
    sql`true`,
    ...(newest ? [sql`a.id <= ${newest}::bigint`] : []),
    ...(person ? [await isBy(person, isWhole)] : []),
    ...(target ? [await isAbout(target)] : []),
    ...(entity ? [sql`a.entity = ${entity}`] : []),
    ...(action ? [sql`a.action = ${action}`] : []),
    ...(from ? [sql`a.at >= ${startOf(from)}`] : []),
    ...(to ? [sql`a.at < (${to}::date + 1)::timestamp at time zone ${KOREA_ZONE}`] : []),
  ];
  return sql.join(conditions, sql` and `);
}

/** The pattern of a text that begins so, in lower case: the index users_email_beginning serves it. */
const prefix = (text: string) => `${text.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%`;

/** A person's rows come by the index of people; those of a process are many, so that the newest are found at once. */
async function isBy(person: string, isWhole: boolean): Promise<SQL> {
  const { rows } = await database().execute<{ id: string }>(sql`
    select id::text from identity.users
    where ${isWhole ? sql`lower(email) = lower(${person}::text)` : sql`lower(email) like ${prefix(person)}`} or lower(name) = lower(${person}::text) limit ${MAX_PEOPLE}`);
  const ids = [person.toLowerCase(), ...rows.map(({ id }) => id)];
  const isPerson = rows.length > 0 || uuid.test(person) || /[.:]/.test(person);
  return isPerson
    ? sql`a.actor_kind <> 'SYSTEM' and a.actor_id in (${list(ids)})`
    : sql`a.actor_kind = 'SYSTEM' and a.actor_id = ${person}`;
}

async function isAbout(target: string): Promise<SQL> {
  const { rows } = await database().execute<{ id: string }>(sql`
    with booked as (select id from reservation.reservations
      where locator = upper(${target}) or id = ${asUuid(sql`lower(${target}::text)`)})
    select id::text from booked
    union all select p.id::text from payment.payments p join booked b on b.id = p.reservation_id
    union all select s.id::text from reservation.segments s join booked b on b.id = s.reservation_id`);
  return sql`a.entity_id in (${list([target, ...rows.map(({ id }) => id)])})`;
}

const list = (texts: string[]) =>
  sql.join(
    texts.map((text) => sql`${text}`),
    sql`, `,
  );

const maskedRow = (row: AuditRow, personal: PersonalData): AuditRow => ({
  ...row,
  actorId:
    row.actorKind === "ANONYMOUS" && row.actorId ? shownValue("address", row.actorId, personal) : row.actorId,
  person:
    row.person?.role === "CUSTOMER" ? { ...row.person, email: personal.email(row.person.email) } : row.person,
  before: withoutPersonalData(row.before, personal),
  after: withoutPersonalData(row.after, personal),
});
