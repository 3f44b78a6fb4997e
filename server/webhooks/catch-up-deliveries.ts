import { type SQLWrapper, sql } from "drizzle-orm";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { type CatchUpOptions, type CaughtUp, catchUp, type Projection } from "@/server/shared/projection";
import { queuedEvents } from "./contracts";
import { publicEvents } from "./events";

const types = sql.join(
  publicEvents.map(({ name, type }) => sql`(${name}::text, ${type}::text)`),
  sql`, `,
);

/** Read when the statement is built: a module must not read the environment when it is loaded. */
const keptDays: SQLWrapper = { getSQL: () => sql`${env().KEEP_EVENTS_DAYS}` };

/**
 * One delivery for each event and each endpoint that asked for it. An event that is read again is not queued again: deliveries are
 * kept as long as their events are taken. What a disabled endpoint missed is given up at once, and so can be sent later.
 */
export const deliveriesProjection: Projection = {
  name: "webhooks",
  events: queuedEvents,
  write: sql`
    insert into webhooks.deliveries
      (endpoint_id, event_id, event_type, order_key, locator, occurred_at, state, given_up_cause)
    select e.id, o.id, p.type, o.correlation_id, o.data->>'locator', o.occurred_at,
      case e.state when 'ACTIVE' then 'PENDING' else 'GIVEN_UP' end,
      case e.state when 'ACTIVE' then null else 'DISABLED' end
    from batch o
    join (values ${types}) p (name, type) on p.name = o.name
    join webhooks.endpoints e on o.occurred_at >= e.listens_from
      and (e.event_types is null or p.type = any(e.event_types))
      and (e.account_id is null or e.account_id::text = coalesce(o.data->>'customerId', o.data->>'memberId')
        -- Of flights, which are nobody's, an account's endpoint gets what it asked for by name.
        or (e.event_types is not null and not o.data ?| array['customerId', 'memberId']))
    where o.occurred_at > now() - make_interval(days => ${keptDays})
    -- The identity numbers the rows in this order.
    order by o.xid, o.seq, e.id
    on conflict (endpoint_id, event_id) do nothing`,
};

/** Queues the next events for the endpoints that asked for them. Only for the system. */
export async function catchUpDeliveries(ctx: RequestContext, options: CatchUpOptions): Promise<CaughtUp> {
  requireSystem(ctx.actor);
  return catchUp(ctx, deliveriesProjection, options);
}
