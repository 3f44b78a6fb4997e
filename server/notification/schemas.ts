import { z } from "zod";
import { locales } from "@/server/shared/airline";
import { emailAddress } from "@/server/shared/email";
import { keysetFields } from "@/server/shared/fields";

/** The most events or messages of one call. The engine hands over fewer; the limit bounds one statement. */
const MAX_ITEMS = 500;

/** An event as the engine delivers it. `queueMessages` checks `data` against the contract of the event's name. */
const deliveredEvent = z.object({
  eventId: z.uuid(),
  name: z.string(),
  correlationId: z.uuid(),
  occurredAt: z.iso.datetime({ offset: true }),
  data: z.unknown(),
});
export const queueMessagesInput = z.object({ events: z.array(deliveredEvent).max(MAX_ITEMS) });
export type QueueMessagesInput = z.input<typeof queueMessagesInput>;

export const deliverMessageInput = z.object({ messageId: z.uuid() });
export type DeliverMessageInput = z.input<typeof deliverMessageInput>;

export const deliverMessagesInput = z.object({ messageIds: z.array(z.uuid()).max(MAX_ITEMS) });
export type DeliverMessagesInput = z.input<typeof deliverMessagesInput>;

export const deliverOverdueMessagesInput = z.object({
  /** No further message is taken after this many seconds. */
  budgetSeconds: z.number().positive().max(300).default(30),
});
export type DeliverOverdueMessagesInput = z.input<typeof deliverOverdueMessagesInput>;

/** Without `messageId`: all messages of the reader. */
export const markMessagesReadInput = z.object({ messageId: z.uuid().optional() });
export type MarkMessagesReadInput = z.input<typeof markMessagesReadInput>;

export const listMessagesInput = z.object({
  ...keysetFields,
});
export type ListMessagesInput = z.input<typeof listMessagesInput>;

/** What messages are about, in the order in which the page shows them. */
export const messageKinds = ["BOOKING", "PAYMENT", "REMINDERS", "MILES", "ADVERTISING"] as const;
export type MessageKindName = (typeof messageKinds)[number];

export const changePreferenceInput = z.object({
  kind: z.enum(messageKinds),
  email: z
    .boolean()
    .meta({ description: "Whether e-mails of this kind are sent. The inbox gets all messages." }),
});
export type ChangePreferenceInput = z.input<typeof changePreferenceInput>;

export const preferenceView = z.strictObject({
  kind: z.enum(messageKinds),
  email: z.boolean(),
  mayBeOff: z.boolean().meta({ description: "False: the law or the contract asks for the e-mail." }),
  quietHours: z
    .strictObject({ from: z.string(), until: z.string() })
    .nullable()
    .meta({ description: "Korean time between which no e-mail of the kind is sent." }),
});
export type Preference = z.output<typeof preferenceView>;

export const unsubscribeInput = z.object({ token: z.string().max(200) });

/** One message of a reader's inbox, as `listMessages` returns it. */
export const inboxMessage = z.strictObject({
  id: z.uuid(),
  template: z.string(),
  locale: z.enum(locales),
  subject: z.string(),
  body: z.string(),
  link: z.string().nullable().meta({ description: "A path of the site below the language." }),
  reservationId: z.uuid().nullable(),
  locator: z.string().nullable(),
  createdAt: z.date(),
  readAt: z.date().nullable(),
});
export type InboxMessage = z.output<typeof inboxMessage>;

/** One message about a reservation with the state of its delivery, as `messagesOfReservation` returns it. */
export const sentMessage = z.object({
  id: z.uuid(),
  eventId: z.uuid(),
  channel: z.enum(["INBOX", "EMAIL"]),
  template: z.string(),
  locale: z.enum(locales).meta({ description: "The language of subject and body." }),
  subject: z.string(),
  status: z.enum(["QUEUED", "SENDING", "SENT"]),
  attempts: z
    .number()
    .int()
    .min(0)
    .meta({ description: "How often sending was tried; 0 for a message of the inbox." }),
  lastError: z.string().nullable(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
});
export type SentMessage = z.output<typeof sentMessage>;

export const messageIdInput = z.uuid();

export const listMessagesOfMemberInput = z.object({ memberId: z.uuid(), ...keysetFields });
export type ListMessagesOfMemberInput = z.input<typeof listMessagesOfMemberInput>;

export const resendMessageInput = z.object({
  key: z
    .uuid()
    .meta({ description: "Made by the page or client: the same key a second time sends nothing." }),
  messageId: z.uuid(),
  /** The address to use instead of that of the message; null for the same one. */
  address: emailAddress("email").nullable(),
});
export type ResendMessageInput = z.input<typeof resendMessageInput>;

export const deliverResendInput = z.object({ resendId: z.uuid() });
export type DeliverResendInput = z.input<typeof deliverResendInput>;

const resendView = z.strictObject({
  id: z.uuid(),
  address: z.string(),
  requestedByEmail: z.string(),
  status: z.enum(["QUEUED", "SENDING", "SENT", "FAILED"]),
  lastError: z.string().nullable(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
});

/** One message as it was sent, as `messageAsSent` returns it. */
export const messageAsSentView = sentMessage.omit({ eventId: true }).extend({
  recipientId: z.uuid(),
  address: z.string().nullable().meta({
    description: "Null for a message of the inbox. Masked for staff who may not read personal data.",
  }),
  greeting: z
    .string()
    .nullable()
    .meta({ description: "The first line of an e-mail; null for a message of the inbox." }),
  closing: z
    .string()
    .nullable()
    .meta({ description: "The last line of an e-mail; null for a message of the inbox." }),
  body: z.string(),
  link: z.string().nullable().meta({ description: "A path of the site below `/ko` or `/en`." }),
  action: z.string().meta({ description: "The words of the link." }),
  reservationId: z.uuid().nullable(),
  locator: z.string().nullable(),
  mayBeResent: z.boolean(),
  resends: z.array(resendView).meta({ description: "Each time that staff had it sent again, oldest first." }),
});
export type MessageAsSent = z.output<typeof messageAsSentView>;
