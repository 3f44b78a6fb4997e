import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { messages } from "@/db/schema/notification";
import { correlationOf, type RequestContext, requireSystem } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { parse } from "@/server/shared/parse";
import { type LeasedMail, renewLease, requeue, stampSent, takeLeases } from "./lease-mails";
import { type Mail, sendMail, takeTurn } from "./mail-transport";
import { renderHtml, renderText } from "./render-message";
import { type DeliverMessageInput, deliverMessageInput } from "./schemas";
import type { MessageContent } from "./templates/content";

/** SENT: by this call. BEING_SENT: another has the lease. */
export type DeliveryOutcome = "SENT" | "ALREADY_SENT" | "BEING_SENT";

/**
 * Sends one queued e-mail and records that it went out. Whoever has the lease sends; a crash between the
 * server's acknowledgement and our stamp sends it again, under the same Message-ID and date.
 *
 * @throws whatever the mail server or the way to it threw; the message is queued again.
 */
export async function deliverMessage(
  ctx: RequestContext,
  input: DeliverMessageInput,
): Promise<{ outcome: DeliveryOutcome }> {
  requireSystem(ctx.actor);
  const { messageId } = parse(deliverMessageInput, input);
  // The lease begins with the turn: one that only waits would end before its mail goes out.
  const message = await takeTurn(async () => {
    const [leased] = await takeLeases([messageId]);
    return leased && sendLeased(leased);
  });
  if (!message) return { outcome: await whyNot(messageId) };
  await stamp(ctx, message);
  return { outcome: "SENT" };
}

/** Sends a leased e-mail in its turn, and stamps it; null when the lease was lost while it waited. */
export async function deliverLeased(ctx: RequestContext, message: LeasedMail): Promise<"SENT" | null> {
  const sent = await takeTurn(async () => ((await renewLease(message)) ? sendLeased(message) : null));
  if (!sent) return null;
  await stamp(ctx, sent);
  return "SENT";
}

async function sendLeased(message: LeasedMail): Promise<LeasedMail> {
  try {
    await sendMail(mailOf(message));
  } catch (error) {
    await requeue(message, error);
    throw error;
  }
  return message;
}

const stamp = (ctx: RequestContext, message: LeasedMail) =>
  stampSent({ message, correlationId: message.reservationId ?? correlationOf(ctx) });

/** Why an e-mail could not be leased. @throws Error when there is none of this id. */
export async function whyNot(messageId: string): Promise<DeliveryOutcome> {
  const [row] = await database()
    .select({ status: messages.status })
    .from(messages)
    .where(eq(messages.id, messageId));
  if (!row) throw new Error(`there is no message ${messageId}`);
  return row.status === "SENT" ? "ALREADY_SENT" : "BEING_SENT";
}

function mailOf(message: LeasedMail): Mail {
  const content = message.data as MessageContent;
  const url = new URL(`/${message.locale}${message.link ?? ""}`, env().APP_URL).href;
  if (!message.address) throw new Error(`message ${message.id} has no address`);
  return {
    messageId: message.id,
    date: message.createdAt,
    to: message.address,
    subject: message.subject,
    text: renderText(content, url),
    html: renderHtml(content, message.locale, url),
    locale: message.locale,
  };
}
