import { eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { messages, resends } from "@/db/schema/notification";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { type MakeReceipt, receiptAttachment } from "./compose-attachments";
import { mailOf } from "./deliver-message";
import { isRefusal, sendMail, takeTurn } from "./mail-transport";
import { resentEvent } from "./message-event-rules";
import { type DeliverResendInput, deliverResendInput } from "./schemas";

const LEASE_SECONDS = 60;

type Leased = { id: string; messageId: string; address: string; attempts: number; createdAt: string };

/**
 * Sends an e-mail once more, under a lease, and records that it was sent. After a crash between the mail server's answer
 * and our record it is sent again, with the same Message-ID. A mail that the server refuses for good is FAILED, and is not
 * tried again.
 *
 * @throws the error of the mail server or of the connection to it, and an Error while another process sends the mail: the
 *   caller tries again.
 */
export async function deliverResend(
  ctx: RequestContext,
  input: DeliverResendInput,
  makeReceipt?: MakeReceipt,
): Promise<{ outcome: "SENT" | "ALREADY_SENT" | "FAILED" }> {
  requireSystem(ctx.actor);
  const { resendId } = parse(deliverResendInput, input);
  const leased = await takeLease(resendId);
  if (!leased) return { outcome: await outcomeBefore(resendId) };
  const [message] = await database().select().from(messages).where(eq(messages.id, leased.messageId));
  if (!message) throw new Error(`there is no message ${leased.messageId}`);
  const { id, address, createdAt } = leased;
  const papers = await receiptAttachment(message, makeReceipt);
  try {
    const mail = mailOf({ ...message, id, address, createdAt: new Date(createdAt) }, papers);
    await takeTurn(() => sendMail(mail));
  } catch (error) {
    await release(leased, error);
    if (isRefusal(error)) return { outcome: "FAILED" };
    throw error;
  }
  await stampSent(ctx, leased, message);
  return { outcome: "SENT" };
}

async function takeLease(id: string): Promise<Leased | undefined> {
  const { rows } = await database().execute<Leased>(sql`
    update notification.resends set status = 'SENDING', attempts = attempts + 1,
      leased_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where id = ${id} and (status = 'QUEUED' or (status = 'SENDING' and leased_until < now()))
    returning id, message_id as "messageId", address, attempts, created_at as "createdAt"`);
  return rows[0];
}

async function outcomeBefore(id: string): Promise<"ALREADY_SENT" | "FAILED"> {
  const [row] = await database().select({ status: resends.status }).from(resends).where(eq(resends.id, id));
  if (row?.status === "SENT") return "ALREADY_SENT";
  if (row?.status === "FAILED") return "FAILED";
  throw new Error(row ? `another process sends the mail ${id}` : `there is no resend ${id}`);
}

/** True while no other process has leased the resend since. */
const stillOurs = ({ id, attempts }: Leased) =>
  sql`${resends.id} = ${id} and ${resends.status} = 'SENDING' and ${resends.attempts} = ${attempts}`;

async function release(leased: Leased, error: unknown): Promise<void> {
  const status = isRefusal(error) ? "FAILED" : "QUEUED";
  await database()
    .update(resends)
    .set({ status, lastError: errorText(error), leasedUntil: null })
    .where(stillOurs(leased));
}

async function stampSent(
  ctx: RequestContext,
  leased: Leased,
  message: typeof messages.$inferSelect,
): Promise<void> {
  await transaction(ctx, async (tx) => {
    const stamped = await tx.tx
      .update(resends)
      .set({ status: "SENT", sentAt: sql`now()`, leasedUntil: null, lastError: null })
      .where(stillOurs(leased))
      .returning({ id: resends.id });
    if (stamped.length > 0) await recordEvents(tx, [resentEvent(leased.id, message)]);
  });
}
