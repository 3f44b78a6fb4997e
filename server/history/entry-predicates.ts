import { type SQL, sql } from "drizzle-orm";
import { historyCategories, segmentKeys, timelineEvents } from "./events";

/** Each name in the timeline with its category and what is copied. */
const kinds = JSON.stringify(
  historyCategories.flatMap((category) => timelineEvents[category].map((kind) => ({ ...kind, category }))),
);

/**
 * The timeline's rows of `events`, which has rows of shared.outbox: the one place where an entry is made of
 * its event. The statement fails with a data error for an event that concerns no customer.
 */
export const entriesOf = (events: SQL): SQL => sql`
  select o.id as event_id,
    coalesce(o.data->>'customerId', o.data->>'memberId', o.data->>'recipientId', o.data->>'userId')::uuid
      as customer_id,
    o.name, o.version, k.category, (o.data->>'reservationId')::uuid as reservation_id,
    o.data->>'locator' as locator, s.summary,
    case k.category when 'MESSAGE' then o.causation_id end as about_event_id, o.occurred_at
  from ${events} o
  join jsonb_to_recordset(${kinds}::jsonb) as k(name text, category text, keeps text[]) on k.name = o.name
  cross join lateral (
    select coalesce(jsonb_object_agg(key, ${copied}) filter (where o.data ? ${sourceKey}), '{}') as summary
    from unnest(k.keeps) as key) s`;

const sourceKey = sql`case key when 'passengerCount' then 'passengers' else key end`;

const copied = sql`case key
  when 'passengerCount' then to_jsonb(jsonb_array_length(o.data->'passengers'))
  when 'segments' then (
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(${sql.raw(
      segmentKeys.map((key) => `'${key}', segment->'${key}'`).join(", "),
    )})) order by position)
    from jsonb_array_elements(o.data->'segments') with ordinality as e(segment, position))
  else o.data->key end`;

const columns = [
  "customer_id",
  "name",
  "version",
  "category",
  "reservation_id",
  "locator",
  "summary",
  "about_event_id",
  "occurred_at",
] as const;

const listed = (row: string) => sql.raw(columns.map((column) => `${row}.${column}`).join(", "));

/** True when the entry in the row `e` is not what the row `made` says. Both are names of SQL. */
export const differs = (made: string): SQL => sql`(${listed("e")}) is distinct from (${listed(made)})`;

/** Writes the entries of `events`; one that is there and differs is put right. */
export const writeEntries = (events: SQL): SQL => sql`
  insert into history.entries as e (event_id, ${sql.raw(columns.join(", "))})
  ${entriesOf(events)}
  on conflict (event_id) do update
  set projected_at = excluded.projected_at,
    ${sql.raw(columns.map((column) => `${column} = excluded.${column}`).join(", "))}
  where ${differs("excluded")}`;
