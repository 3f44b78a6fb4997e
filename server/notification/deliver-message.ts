import { and, eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { messages } from "@/db/schema/notification";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { isRefusal, sendMail, takeTurn } from "./mail-transport";
import { sentEvent } from "./message-events";
import { renderHtml, renderText } from "./render";
import { type DeliverMessageInput, deliverMessageInput } from "./schemas";
import type { MessageContent } from "./templates/content";

const LEASE_SECONDS = 60;
/** How long the sweep leaves a failed message to its own run; refused addresses are tried once a day. */
const AFTER_FAILURE_SECONDS = 90;
const AFTER_REFUSAL_SECONDS = 86_400;

type Message = typeof messages.$inferSelect;

/**
 * Sends one queued e-mail and records that it went out. Whoever has the lease sends; a crash between the
 * server's acknowledgement and our stamp sends it again, under the same Message-ID and date.
 *
 * @throws whatever the mail server or the way to it threw; the message is queued again.
 */
export async function deliverMessage(
  ctx: RequestContext,
  input: DeliverMessageInput,
): Promise<{ outcome: "SENT" | "ALREADY_SENT" | "BEING_SENT" }> {
  requireSystem(ctx.actor);
  const { messageId } = parse(deliverMessageInput, input);
  // The lease begins with the turn: nobody may take over a mail that was only waiting, and then goes out twice.
  const message = await takeTurn(() => sendLeased(messageId));
  if (!message) return { outcome: await whyNot(messageId) };
  await stamp(ctx, message);
  return { outcome: "SENT" };
}

/** @returns the message that went out; nothing when another has it, or has sent it. */
async function sendLeased(messageId: string): Promise<Message | undefined> {
  const message = await lease(messageId);
  if (!message) return undefined;
  try {
    await sendMail(mailOf(message));
  } catch (error) {
    await requeue(message, error);
    throw error;
  }
  return message;
}

async function lease(messageId: string): Promise<Message | undefined> {
  const [message] = await database()
    .update(messages)
    .set({
      status: "SENDING",
      attempts: sql`${messages.attempts} + 1`,
      leasedUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})`,
    })
    .where(
      and(
        eq(messages.id, messageId),
        sql`(${messages.status} = 'QUEUED' or (${messages.status} = 'SENDING' and ${messages.leasedUntil} < now()))`,
      ),
    )
    .returning();
  return message;
}

async function whyNot(messageId: string): Promise<"ALREADY_SENT" | "BEING_SENT"> {
  const [row] = await database()
    .select({ status: messages.status })
    .from(messages)
    .where(eq(messages.id, messageId));
  if (!row) throw new Error(`there is no message ${messageId}`);
  return row.status === "SENT" ? "ALREADY_SENT" : "BEING_SENT";
}

function mailOf(message: Message) {
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
  };
}

/** Ours only while nobody took the message over: each lease has its own attempt number. */
const stillOurs = (m: Message) =>
  and(eq(messages.id, m.id), eq(messages.status, "SENDING"), eq(messages.attempts, m.attempts));

async function stamp(ctx: RequestContext, message: Message): Promise<void> {
  await transaction(ctx, async (tx) => {
    const sent = await tx.tx
      .update(messages)
      .set({ status: "SENT", sentAt: sql`now()`, leasedUntil: null, lastError: null })
      .where(stillOurs(message))
      .returning({ id: messages.id });
    if (sent.length > 0) await recordEvents(tx, [sentEvent(message)]);
  });
}

async function requeue(message: Message, error: unknown): Promise<void> {
  const seconds = isRefusal(error) ? AFTER_REFUSAL_SECONDS : AFTER_FAILURE_SECONDS;
  await database()
    .update(messages)
    .set({
      status: "QUEUED",
      lastError: error instanceof Error ? error.message : String(error),
      leasedUntil: sql`now() + make_interval(secs => ${seconds})`,
    })
    .where(stillOurs(message));
}
