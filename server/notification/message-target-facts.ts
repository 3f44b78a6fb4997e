import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { MessageChannel } from "@/db/schema/notification";
import type { Locale } from "@/server/shared/airline";
import { type Kind, kindOf, quietEnd } from "./kind-rules";
import { addresseeOf, CONTACT_REPLACED, type NotifiableEvent } from "./message-rules";

/** An event whose data was checked against its contract. */
export type CheckedEvent = { eventId: string; name: string; occurredAt: string; notifiable: NotifiableEvent };

/** The recipient and the channels of the messages about one event. */
export type Target = {
  recipientId: string;
  channels: MessageChannel[];
  kind: Kind;
  /** Channels of the policy that the recipient has switched off for messages of this kind. */
  withheld: MessageChannel[];
  /** True when the recipient may switch e-mails of this kind off. */
  mayBeOff: boolean;
  /** When the quiet hours end in which no e-mail of this kind is sent; null outside of them. */
  quietUntil: Date | null;
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
  mayBeOff: boolean | null;
  /** True when e-mails of the kind may be switched off, and are. */
  isOff: boolean | null;
  quietFrom: string | null;
  quietUntil: string | null;
  now: Date;
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
    kind: kindOf(notifiable.key),
    contactOf: addresseeOf(notifiable).contactOf,
  }));
  const { rows } = await tx.execute<Found>(sql`
    select p.channels, r.locale, r.email, r.name, k.address as "contactEmail",
      w.may_be_off as "mayBeOff", w.is_off as "isOff", w.quiet_from as "quietFrom", w.quiet_until as "quietUntil",
      clock_timestamp() as now
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as e(position int, name text, "occurredAt" timestamptz, "recipientId" uuid, kind text, "contactOf" uuid)
    left join lateral (
      select c.channels from notification.channel_policies c
      where c.event_name = e.name and c.valid_from <= e."occurredAt"
      order by c.valid_from desc limit 1) p on true
    left join notification.recipients r on r.user_id = e."recipientId"
    left join lateral (
      select m.address from notification.messages m
      where m.reservation_id = e."contactOf" and m.channel = 'EMAIL' and m.template <> ${CONTACT_REPLACED}
      order by m.created_at desc, m.id limit 1) k on true
    left join lateral (
      select d.may_be_off, d.may_be_off and not coalesce(f.is_on, d.default_on) as is_off, d.quiet_from, d.quiet_until
      from notification.kind_policies d
      left join notification.preferences f on f.member_id = e."recipientId" and f.kind = d.kind and f.channel = 'EMAIL'
      where d.kind = e.kind and d.valid_from <= e."occurredAt" order by d.valid_from desc limit 1) w on true
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
  const all = found.channels.map((channel) => checkedChannel(channel, name));
  const withheld = all.filter((channel) => channel === "EMAIL" && found.isOff);
  const channels = all.filter((channel) => !withheld.includes(channel));
  const { recipientId, contactOf, ...own } = addresseeOf(notifiable);
  const locale = found.locale ?? own.locale;
  const address = own.address ?? (contactOf && found.contactEmail) ?? found.email;
  if (!locale || (!address && channels.includes("EMAIL"))) {
    throw new Error(`recipient ${recipientId} is not known yet`);
  }
  const { quietFrom: from, quietUntil: until } = found;
  return {
    ...{ recipientId, channels, withheld, locale, address, name: found.name },
    kind: kindOf(notifiable.key),
    mayBeOff: found.mayBeOff ?? false,
    quietUntil: from && until ? quietEnd(new Date(found.now), { from, until }) : null,
  };
}

/** Policy rows are written by hand, so that a channel may be misspelt. */
function checkedChannel(channel: string, eventName: string): MessageChannel {
  if (channel === "INBOX" || channel === "EMAIL") return channel;
  throw new Error(`the channel policy of ${eventName} has an unknown channel: ${channel}`);
}
