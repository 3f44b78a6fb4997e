import { sql } from "drizzle-orm";
import { database } from "@/db/client";

/** Longer than a try can take (webhook-transport.ts). A process that dies leaves its deliveries to another after this time. */
export const LEASE_SECONDS = 30;
/** Tries at the same time to one endpoint; one that fails is tried by one at a time. */
const AT_ONCE_OF_ENDPOINT = 4;
const MOST_ENDPOINTS = 100;

/** A delivery that this process has leased. `tries` is the number of the lease. */
export type LeasedDelivery = {
  id: number;
  endpointId: string;
  url: string;
  eventId: string;
  eventType: string;
  occurredAt: Date;
  tries: number;
  failures: number;
};

type Options = {
  /** Whether to take those of endpoints whose last try failed, or those of all others. */
  failing: boolean;
  limit: number;
};

/** True for a delivery `d` that no earlier one of the same endpoint and reservation holds back. */
const isNext = sql`not exists (
  select from webhooks.deliveries p where p.endpoint_id = d.endpoint_id and p.order_key = d.order_key
    and p.state = 'PENDING' and p.id < d.id)`;

/**
 * Leases due deliveries in one statement, those that have waited longest first: until the lease ends no other process sends
 * them. Of deliveries with the same order key only the first is taken: the next one waits until it was delivered or given up.
 */
export async function takeDue({ failing, limit }: Options): Promise<LeasedDelivery[]> {
  if (limit <= 0) return [];
  const { rows } = await database().execute<Omit<LeasedDelivery, "occurredAt"> & { occurredAt: string }>(sql`
    with tried as materialized (
      select e.id, e.url, ${failing ? 1 : AT_ONCE_OF_ENDPOINT}::int - (
        select count(*) from webhooks.deliveries l where l.endpoint_id = e.id and l.state = 'PENDING'
          and l.leased_until > clock_timestamp()) as room
      from webhooks.endpoints e
      where e.state = 'ACTIVE' and (e.failing_since is not null) = ${failing}
        and exists (select from webhooks.deliveries q where q.endpoint_id = e.id and q.state = 'PENDING'
          and q.next_try_at <= clock_timestamp())
      order by e.last_tried_at nulls first limit ${MOST_ENDPOINTS}),
    due as materialized (
      select f.id, e.url from tried e cross join lateral (
        select d.id, d.next_try_at from webhooks.deliveries d
        where d.endpoint_id = e.id and d.state = 'PENDING' and d.next_try_at <= clock_timestamp()
          and (d.leased_until is null or d.leased_until <= clock_timestamp()) and ${isNext}
        order by d.next_try_at, d.id limit greatest(e.room, 0) for update skip locked) f
      order by f.next_try_at, f.id limit ${limit})
    update webhooks.deliveries d set tries = d.tries + 1,
      leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    from due where d.id = due.id
    returning d.id::float8 as id, d.endpoint_id as "endpointId", due.url, d.event_id as "eventId",
      d.event_type as "eventType", d.occurred_at as "occurredAt", d.tries, d.failures`);
  return rows.map((row) => ({ ...row, occurredAt: new Date(row.occurredAt) }));
}
