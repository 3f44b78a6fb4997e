import { type SQL, sql } from "drizzle-orm";
import { reservationClaimed } from "@/server/reservation/events";
import { historyCategories, listKeys, timelineEvents } from "./events";

/** Each event name of the timeline with its category and the keys that are copied. */
const kinds = JSON.stringify(
  historyCategories.flatMap((category) =>
    timelineEvents[category].map(({ name, keeps }) => ({ name, keeps, category })),
  ),
);

const CLAIMED = reservationClaimed.name;

/** The member who took over the guest's reservation that the event `o` is about: its whole timeline is that member's. */
const claimedBy = sql`(
  select c.data->>'customerId' from shared.outbox c
  where c.correlation_id = o.correlation_id and c.name = ${CLAIMED} limit 1)`;

/** The rows of `events`, and with a takeover in it the earlier events of its reservation, whose entries change hands. */
export const withClaimed = (events: SQL): SQL => sql`(
  select b.* from ${events} b
  union all
  select o.* from shared.outbox o where o.correlation_id in (select c.correlation_id from ${events} c where c.name = ${CLAIMED})
    and o.id not in (select b.id from ${events} b) and exists (select from history.entries e where e.event_id = o.id))`;

/**
 * Selects the timeline entries of `events`, which has rows of shared.outbox. This is the only place where an entry is
 * made from its event. The statement fails with a data error for an event that concerns no customer.
 */
export const entriesOf = (events: SQL): SQL => sql`
  select o.id as event_id,
    coalesce(${claimedBy}, o.data->>'customerId', o.data->>'memberId', o.data->>'recipientId', o.data->>'userId')::uuid
      as customer_id,
    o.name, o.version, k.category, (o.data->>'reservationId')::uuid as reservation_id,
    o.data->>'locator' as locator, s.summary,
    case k.category when 'MESSAGE' then o.causation_id end as about_event_id, o.occurred_at
  from ${events} o
  join jsonb_to_recordset(${kinds}::jsonb) as k(name text, category text, keeps text[]) on k.name = o.name
  cross join lateral (
    select coalesce(jsonb_object_agg(key, ${copied}) filter (where o.data ? ${sourceKey}), '{}') as summary
    from unnest(k.keeps) as key) s`;

const sourceKey = sql`case key when 'passengerCount' then 'passengers' when 'flightsBefore' then 'before'
  when 'flightsAfter' then 'gained' else key end`;

/** The element of a list in the event's data, with the listed keys only. */
const copiedElement = (keys: keyof typeof listKeys): string => `jsonb_strip_nulls(jsonb_build_object(
      ${listKeys[keys].map((key) => `'${key}', element->'${key}'`).join(", ")}))`;

const copiedList = (keys: keyof typeof listKeys, list: string = keys, where = "true"): SQL =>
  sql.raw(`(select jsonb_agg(${copiedElement(keys)} order by position)
    from jsonb_array_elements(o.data->'${list}') with ordinality as e(element, position) where ${where})`);

/** The flights of `list` that some pair of passenger and flight in `pairs` names. */
const copiedFlights = (list: "before" | "segments", pairs: "givenUp" | "gained"): SQL =>
  copiedList(
    "segments",
    list,
    `exists (select from jsonb_array_elements(o.data->'${pairs}') pair
      where pair->>'segmentId' = element->>'id')`,
  );

/** The flights that somebody gave up, in the order of the trip, each with the names of who did, in the order of the party. */
const givenUpFlights = sql.raw(`(
    select jsonb_agg(${copiedElement("segments")} || jsonb_build_object('names', who.names) order by position)
    from jsonb_array_elements(o.data->'segments') with ordinality as e(element, position)
    cross join lateral (
      select jsonb_agg(p.passenger->'name' order by p.place) as names
      from jsonb_array_elements(o.data->'passengers') with ordinality as p(passenger, place)
      where o.data->'givenUp' @> jsonb_build_array(jsonb_build_object(
        'segmentId', element->'id', 'passengerId', p.passenger->'id'))) who
    where who.names is not null)`);

const copied = sql`case key
  when 'passengerCount' then to_jsonb(jsonb_array_length(o.data->'passengers'))
  when 'segments' then ${copiedList("segments")}
  when 'seats' then ${copiedList("seats")}
  when 'flightsBefore' then ${copiedFlights("before", "givenUp")}
  when 'flightsAfter' then ${copiedFlights("segments", "gained")}
  when 'givenUp' then ${givenUpFlights}
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
