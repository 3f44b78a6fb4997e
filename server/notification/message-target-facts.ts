import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { MessageChannel } from "@/db/schema/notification";
import type { Locale } from "@/server/shared/airline";
import { addresseeOf, CONTACT_REPLACED, type NotifiableEvent } from "./message-rules";

/** An event whose data was checked against its contract. */
export type CheckedEvent = { eventId: string; name: string; occurredAt: string; notifiable: NotifiableEvent };

/** The recipient and the channels of the messages about one event. */
export type Target = {
  recipientId: string;
  channels: MessageChannel[];
  locale: Locale;
  /** Never null when EMAIL is one of the channels. */
  address: string | null;
  /** The member's name; null until this context has a copy of the profile. */
  name: string | null;
};

/** The channel policy at the moment of an event, and the recipient's profile. Null: no such row. */
type Found = {
  channels: string[] | null;
  locale: Locale | null;
  email: string | null;
  name: string | null;
  /** The address that the last e-mail about the reservation went to. */
  contactEmail: string | null;
};

/**
 * Reads the channel policies and recipients of all events in one statement. Nothing is cached: law L4 reads the same
 * rows.
 *
 * @returns a function that gives the target of an event. It throws an Error when the event has no channel policy or
 * its recipient is not known yet.
 */
export async function readTargets(
  tx: Tx,
  events: readonly CheckedEvent[],
): Promise<(event: CheckedEvent) => Target> {
  const wanted = events.map(({ name, occurredAt, notifiable }, position) => ({
    position,
    name,
    occurredAt,
    recipientId: addresseeOf(notifiable).recipientId,
    contactOf: addresseeOf(notifiable).contactOf,
  }));
  const { rows } = await tx.execute<Found>(sql`
    select p.channels, r.locale, r.email, r.name, k.address as "contactEmail"
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as e(position int, name text, "occurredAt" timestamptz, "recipientId" uuid, "contactOf" uuid)
    left join lateral (
      select c.channels from notification.channel_policies c
      where c.event_name = e.name and c.valid_from <= e."occurredAt"
      order by c.valid_from desc limit 1) p on true
    left join notification.recipients r on r.user_id = e."recipientId"
    left join lateral (
      select m.address from notification.messages m
      where m.reservation_id = e."contactOf" and m.channel = 'EMAIL' and m.template <> ${CONTACT_REPLACED}
      order by m.created_at desc, m.id limit 1) k on true
    order by e.position`);
  const found = new Map(events.map((event, position) => [event, rows[position] as Found]));
  return (event) => targetOf(event, found.get(event) as Found);
}

/**
 * The language is that of the member's profile; until this context has the profile, it is the language of the event.
 * The address is the reservation's contact address. An event of a reservation that does not carry it goes where the last
 * e-mail about the reservation went; every other event goes to the address of the profile.
 */
function targetOf({ name, occurredAt, notifiable }: CheckedEvent, found: Found): Target {
  if (!found.channels) throw new Error(`${name} has no channel policy for ${occurredAt}`);
  const channels = found.channels.map((channel) => checkedChannel(channel, name));
  const { recipientId, contactOf, ...own } = addresseeOf(notifiable);
  const locale = found.locale ?? own.locale;
  const address = own.address ?? (contactOf && found.contactEmail) ?? found.email;
  if (!locale || (!address && channels.includes("EMAIL"))) {
    throw new Error(`recipient ${recipientId} is not known yet`);
  }
  return { recipientId, channels, locale, address, name: found.name };
}

/** Policy rows are written by hand, so that a channel may be misspelt. */
function checkedChannel(channel: string, eventName: string): MessageChannel {
  if (channel === "INBOX" || channel === "EMAIL") return channel;
  throw new Error(`the channel policy of ${eventName} has an unknown channel: ${channel}`);
}
