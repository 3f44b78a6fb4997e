import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { messages } from "@/db/schema/notification";
import type { Locale } from "@/server/shared/airline";
import { correlationOf, type RequestContext, requireSystem } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import {
  type CalendarTrip,
  calendarFileName,
  calendarType,
  tripCalendar,
} from "@/server/shared/papers/trip-calendar";
import { parse } from "@/server/shared/parse";
import { SpanKind, spannedWithin } from "@/server/shared/trace";
import { inTraceOfEvent, traceparentFor } from "@/server/shared/trace-events";
import { type MakeReceipt, receiptAttachment } from "./compose-attachments";
import { type LeasedMail, renewLease, requeue, stampSent, takeLeases } from "./lease-mails";
import { type Attachment, type Mail, sendMail, takeTurn } from "./mail-transport";
import { renderHtml, renderText } from "./render-message";
import { type DeliverMessageInput, deliverMessageInput } from "./schemas";
import type { MessageContent } from "./templates/content";
import { unsubscribeLinks } from "./unsubscribe-rules";

/** SENT: by this call. BEING_SENT: another process has the lease. */
export type DeliveryOutcome = "SENT" | "ALREADY_SENT" | "BEING_SENT";

/**
 * Sends one queued e-mail under a lease and records that it was sent. After a crash between the mail server's answer and
 * our record the e-mail is sent again, with the same Message-ID and date. `makeReceipt` makes the paper that some e-mails attach.
 *
 * @throws the error of the mail server or of the connection to it; the message is queued again.
 */
export async function deliverMessage(
  ctx: RequestContext,
  input: DeliverMessageInput,
  makeReceipt?: MakeReceipt,
): Promise<{ outcome: DeliveryOutcome }> {
  requireSystem(ctx.actor);
  const { messageId } = parse(deliverMessageInput, input);
  // The lease is taken in the turn, so that it does not end while the mail waits for a connection.
  const message = await takeTurn(async () => {
    const [leased] = await takeLeases([messageId]);
    return leased && sendLeased(leased, makeReceipt);
  });
  if (!message) return { outcome: await reasonForNoLease(messageId) };
  await recordSent(ctx, message);
  return { outcome: "SENT" };
}

/** Sends a leased e-mail when a connection is free. @returns null when the lease was lost while the mail waited. */
export async function deliverLeased(
  ctx: RequestContext,
  message: LeasedMail,
  makeReceipt?: MakeReceipt,
): Promise<"SENT" | null> {
  const sent = await takeTurn(async () =>
    (await renewLease(message)) ? sendLeased(message, makeReceipt) : null,
  );
  if (!sent) return null;
  await recordSent(ctx, sent);
  return "SENT";
}

async function sendLeased(message: LeasedMail, makeReceipt?: MakeReceipt): Promise<LeasedMail> {
  const attributes = { "messaging.system": "smtp", "msa.message.template": message.template };
  const receipt = await receiptAttachment(message, makeReceipt);
  try {
    await inTraceOfEvent(message.eventId, () =>
      spannedWithin("send mail", { kind: SpanKind.CLIENT, attributes }, () =>
        sendMail(mailOf(message, receipt)),
      ),
    );
  } catch (error) {
    await requeue(message, error);
    throw error;
  }
  return message;
}

const recordSent = (ctx: RequestContext, message: LeasedMail) =>
  stampSent({
    message,
    correlationId: message.reservationId ?? correlationOf(ctx),
    traceparent: traceparentFor(message.eventId),
  });

/** The reason why an e-mail could not be leased. @throws Error when there is no message with this id. */
export async function reasonForNoLease(messageId: string): Promise<DeliveryOutcome> {
  const [row] = await database()
    .select({ status: messages.status })
    .from(messages)
    .where(eq(messages.id, messageId));
  if (!row) throw new Error(`there is no message ${messageId}`);
  return row.status === "SENT" ? "ALREADY_SENT" : "BEING_SENT";
}

type Sendable = Pick<
  LeasedMail,
  "id" | "recipientId" | "createdAt" | "data" | "locale" | "link" | "address" | "subject"
>;

/** The mail of a message, with its calendar file and these `papers`. @throws Error when the message has no address. */
export function mailOf(message: Sendable, papers: readonly Attachment[]): Mail {
  const content = message.data as MessageContent;
  const url = new URL(`/${message.locale}${message.link ?? ""}`, env().APP_URL).href;
  const unsubscribe = content.unsubscribe && unsubscribeLinks(message, content.unsubscribe);
  const calendar = content.calendar ? [calendarFile(content.calendar, message.locale)] : [];
  const attachments = [...papers, ...calendar];
  if (!message.address) throw new Error(`message ${message.id} has no address`);
  return {
    messageId: message.id,
    date: message.createdAt,
    to: message.address,
    subject: message.subject,
    text: renderText(content, url, unsubscribe),
    html: renderHtml(content, message.locale, url, unsubscribe),
    locale: message.locale,
    ...(unsubscribe && { unsubscribeUrl: unsubscribe.oneClick }),
    ...(attachments.length > 0 && { attachments }),
  };
}

function calendarFile(trip: CalendarTrip, locale: Locale): Attachment {
  const url = new URL(`/${locale}/trips/${trip.locator}`, env().APP_URL).href;
  const file = tripCalendar(trip, { locale, url, sender: env().MAIL_FROM });
  return { filename: calendarFileName(trip.locator), content: file, contentType: calendarType(file) };
}
