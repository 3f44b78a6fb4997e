import { sql } from "drizzle-orm";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { type CatchUpOptions, type CaughtUp, catchUp, type Projection } from "@/server/shared/projection";
import { profileEvents } from "./contracts";

/** The newest profile of a member counts, in whatever order the events arrive. */
export const recipientsProjection: Projection = {
  name: "recipients",
  events: profileEvents,
  write: sql`
    insert into notification.recipients as r (user_id, email, name, locale, profile_version)
    select distinct on (user_id) user_id, email, name, locale, profile_version from (
      select o.xid, o.seq, (o.data->>'userId')::uuid as user_id, o.data->>'email' as email,
        o.data->>'name' as name,
        -- Null, which the table refuses, for a language in which there are no templates.
        case when o.data->>'locale' in ('ko', 'en') then o.data->>'locale' end as locale,
        coalesce((o.data->>'profileVersion')::int, 1) as profile_version
      from batch o) profile
    order by user_id, profile_version desc, xid desc, seq desc
    on conflict (user_id) do update set email = excluded.email, name = excluded.name,
      locale = excluded.locale, profile_version = excluded.profile_version
    where r.profile_version <= excluded.profile_version
      and (r.email, r.name, r.locale, r.profile_version) is distinct from
        (excluded.email, excluded.name, excluded.locale, excluded.profile_version)`,
};

/** Updates this context's copy of the members' names, addresses and languages from the next identity events. */
export async function catchUpRecipients(ctx: RequestContext, options: CatchUpOptions): Promise<CaughtUp> {
  requireSystem(ctx.actor);
  return catchUp(ctx, recipientsProjection, options);
}
