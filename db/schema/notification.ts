import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  time,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Locale } from "@/server/shared/airline";
import { createdAt, instant } from "./columns";

export const notificationSchema = pgSchema("notification");

/** This context's copy of whom to write to, fed by identity events. */
export const recipients = notificationSchema.table("recipients", {
  userId: uuid("user_id").primaryKey(),
  email: text("email").notNull(),
  name: text("name").notNull(),
  locale: text("locale").$type<Locale>().notNull(),
  /** The version of the user in the event that was copied; an event with an older version changes nothing. */
  profileVersion: integer("profile_version").notNull().default(1),
});

export type MessageChannel = "INBOX" | "EMAIL";
export type MessageStatus = "QUEUED" | "SENDING" | "SENT";

/** One message per (event, channel, recipient), stored before it is sent. */
export const messages = notificationSchema.table(
  "messages",
  {
    id: uuid("id").primaryKey(),
    eventId: uuid("event_id").notNull(),
    recipientId: uuid("recipient_id").notNull(),
    channel: text("channel").$type<MessageChannel>().notNull(),
    template: text("template").notNull(),
    locale: text("locale").$type<Locale>().notNull(),
    address: text("address"),
    subject: text("subject").notNull(),
    body: text("body").notNull(),
    /** Where the message leads: a path below the locale. */
    link: text("link"),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    reservationId: uuid("reservation_id"),
    locator: text("locator"),
    status: text("status").$type<MessageStatus>().notNull(),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    leasedUntil: instant("leased_until"),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
    readAt: instant("read_at"),
  },
  (t) => [
    uniqueIndex("messages_once").on(t.eventId, t.channel, t.recipientId),
    // Inbox: one customer's messages, newest first.
    index("messages_inbox").on(t.recipientId, t.createdAt.desc(), t.id).where(sql`channel = 'INBOX'`),
    index("messages_unread").on(t.recipientId).where(sql`channel = 'INBOX' and read_at is null`),
    // Delivery sweep.
    index("messages_unsent").on(t.createdAt).where(sql`status <> 'SENT'`),
    index("messages_reservation").on(t.reservationId),
  ],
);

/** What a message is about, as its reader chooses by. */
export type MessageKind = "BOOKING" | "PAYMENT" | "REMINDERS" | "MILES" | "ADVERTISING";

/** Which kinds of e-mail a reader may switch off, by dated rows: of a kind's rows the newest that is valid counts. */
export const kindPolicies = notificationSchema.table(
  "kind_policies",
  {
    kind: text("kind").$type<MessageKind>().notNull(),
    validFrom: instant("valid_from").notNull(),
    mayBeOff: boolean("may_be_off").notNull(),
    /** Whether readers who have chosen nothing get it. */
    defaultOn: boolean("default_on").notNull(),
    /** Korean time between which no e-mail of the kind is sent; null: any time. */
    quietFrom: time("quiet_from"),
    quietUntil: time("quiet_until"),
    /** Who decided it, or where it is written. */
    source: text("source").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.validFrom] }),
    check("kind_policies_quiet", sql`(quiet_from is null) = (quiet_until is null)`),
    check("kind_policies_required", sql`may_be_off or default_on`),
  ],
);

/** What a member has chosen. Without a row the default of the kind counts. The inbox gets everything. */
export const preferences = notificationSchema.table(
  "preferences",
  {
    memberId: uuid("member_id").notNull(),
    kind: text("kind").$type<MessageKind>().notNull(),
    channel: text("channel").$type<MessageChannel>().notNull(),
    isOn: boolean("is_on").notNull(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.kind, t.channel] })],
);

/** Messages that were not written because their reader had switched them off: law L4 looks for these. */
export const withheld = notificationSchema.table(
  "withheld",
  {
    eventId: uuid("event_id").notNull(),
    channel: text("channel").$type<MessageChannel>().notNull(),
    recipientId: uuid("recipient_id").notNull(),
    kind: text("kind").$type<MessageKind>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.eventId, t.channel, t.recipientId] }),
    index("withheld_recipient").on(t.recipientId),
  ],
);

export type ResendStatus = "QUEUED" | "SENDING" | "SENT" | "FAILED";

/** E-mails that staff had sent once more. The message itself stays as it was: one per event, channel and recipient. */
export const resends = notificationSchema.table(
  "resends",
  {
    /** The key of the form, and the Message-ID of the mail. */
    id: uuid("id").primaryKey(),
    messageId: uuid("message_id").notNull(),
    address: text("address").notNull(),
    requestedBy: uuid("requested_by").notNull(),
    /** The address of the member of staff at that time. */
    requestedByEmail: text("requested_by_email").notNull(),
    /** FAILED: the mail server refused the mail for good. */
    status: text("status").$type<ResendStatus>().notNull(),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    leasedUntil: instant("leased_until"),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
  },
  (t) => [index("resends_message").on(t.messageId, t.createdAt)],
);

/**
 * Which change goes to which channels, by dated rows: of an event's rows the newest that was valid when the
 * event occurred counts. Migration 0008 brings the first ones.
 */
export const channelPolicies = notificationSchema.table(
  "channel_policies",
  {
    eventName: text("event_name").notNull(),
    validFrom: instant("valid_from").notNull(),
    channels: text("channels").$type<MessageChannel>().array().notNull(),
    /** Who decided it, or where it is written. */
    source: text("source").notNull(),
  },
  (t) => [primaryKey({ columns: [t.eventName, t.validFrom] })],
);
