import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { MessageChannel } from "@/db/schema/notification";
import { addresseeOf, type Told } from "./message-rules";

/** An event whose data fits its contract. */
export type CheckedEvent = { eventId: string; name: string; occurredAt: string; told: Told };

/** Where the messages about one event go. */
export type Target = {
  recipientId: string;
  channels: MessageChannel[];
  locale: "ko" | "en";
  /** Known wherever an e-mail is among the channels. */
  address: string | null;
  /** Of the member; null until the profile is known here. */
  name: string | null;
};

/** The policy that was in force when an event occurred, and the profile of its reader; null where there is none. */
type Found = {
  channels: string[] | null;
  locale: "ko" | "en" | null;
  email: string | null;
  name: string | null;
};

/**
 * Reads policies and recipients of all events in one statement. Nothing is cached: law L4 reads the same rows.
 *
 * @returns a function that gives an event's target, and throws an Error that says why there is none.
 */
export async function readTargets(
  tx: Tx,
  events: readonly CheckedEvent[],
): Promise<(event: CheckedEvent) => Target> {
  const wanted = events.map(({ name, occurredAt, told }, position) => ({
    position,
    name,
    occurredAt,
    recipientId: addresseeOf(told).recipientId,
  }));
  const { rows } = await tx.execute<Found>(sql`
    select p.channels, r.locale, r.email, r.name
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as e(position int, name text, "occurredAt" timestamptz, "recipientId" uuid)
    left join lateral (
      select c.channels from notification.channel_policies c
      where c.event_name = e.name and c.valid_from <= e."occurredAt"
      order by c.valid_from desc limit 1) p on true
    left join notification.recipients r on r.user_id = e."recipientId"
    order by e.position`);
  const found = new Map(events.map((event, position) => [event, rows[position] as Found]));
  return (event) => targetOf(event, found.get(event) as Found);
}

/**
 * A member is written to in the language of the profile, whatever page a booking was made on. Until the
 * profile is known here, the event's own language and address do. A reservation has an address of its own.
 */
function targetOf({ name, occurredAt, told }: CheckedEvent, found: Found): Target {
  if (!found.channels) throw new Error(`${name} has no channel policy for ${occurredAt}`);
  const channels = found.channels.map((channel) => checkedChannel(channel, name));
  const { recipientId, ...own } = addresseeOf(told);
  const locale = found.locale ?? own.locale;
  const address = own.address ?? found.email;
  if (!locale || (!address && channels.includes("EMAIL"))) {
    throw new Error(`recipient ${recipientId} is not known yet`);
  }
  return { recipientId, channels, locale, address, name: found.name };
}

/** Policy rows are written by hand. */
function checkedChannel(channel: string, eventName: string): MessageChannel {
  if (channel === "INBOX" || channel === "EMAIL") return channel;
  throw new Error(`the channel policy of ${eventName} has an unknown channel: ${channel}`);
}
