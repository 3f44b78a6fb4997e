import { type SQL, sql } from "drizzle-orm";
import { historyCategories, listKeys, timelineEvents } from "./events";

/** Each event name of the timeline with its category and the keys that are copied. */
const kinds = JSON.stringify(
  historyCategories.flatMap((category) => timelineEvents[category].map((kind) => ({ ...kind, category }))),
);

/**
 * Selects the timeline entries of `events`, which has rows of shared.outbox. This is the only place where an entry is
 * made from its event. The statement fails with a data error for an event that concerns no customer.
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

/** The elements of a list in the event's data, each with the listed keys only. */
const copiedList = (name: keyof typeof listKeys): SQL =>
  sql.raw(`(select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      ${listKeys[name].map((key) => `'${key}', element->'${key}'`).join(", ")})) order by position)
    from jsonb_array_elements(o.data->'${name}') with ordinality as e(element, position))`);

const copied = sql`case key
  when 'passengerCount' then to_jsonb(jsonb_array_length(o.data->'passengers'))
  when 'segments' then ${copiedList("segments")}
  when 'seats' then ${copiedList("seats")}
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

/** True when the entry `e` differs from the row `made`. Both are SQL names of rows. */
export const differs = (made: string): SQL => sql`(${listed("e")}) is distinct from (${listed(made)})`;

/** Inserts the entries of `events`. An existing entry that differs from its event is corrected. */
export const writeEntries = (events: SQL): SQL => sql`
  insert into history.entries as e (event_id, ${sql.raw(columns.join(", "))})
  ${entriesOf(events)}
  on conflict (event_id) do update
  set projected_at = excluded.projected_at,
    ${sql.raw(columns.map((column) => `${column} = excluded.${column}`).join(", "))}
  where ${differs("excluded")}`;
