import { and, asc, eq, ne, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { messages } from "@/db/schema/notification";
import { requireSystem } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { parse } from "@/server/shared/parse";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";
import type { MakeReceipt } from "./compose-attachments";
import { deliverMessage } from "./deliver-message";
import { type DeliverOverdueMessagesInput, deliverOverdueMessagesInput } from "./schemas";

const AT_ONCE = 5;
/** A younger message is left to the run that queued it. */
const GRACE_SECONDS = 90;

/**
 * Sends the e-mails whose run failed or died, oldest first. It stops when none is left, when the time is used up, or when
 * the mail server accepts none.
 *
 * @returns how many e-mails were sent, and how many failed.
 */
export async function deliverOverdueMessages(
  ctx: SweepContext,
  input: DeliverOverdueMessagesInput,
  makeReceipt?: MakeReceipt,
): Promise<{ sent: number; failed: number }> {
  requireSystem(ctx.actor);
  const { budgetSeconds } = parse(deliverOverdueMessagesInput, input);
  const endAt = Date.now() + budgetSeconds * 1_000;
  const total = { sent: 0, failed: 0 };
  while (Date.now() < endAt) {
    // One mail is sent first. When it fails, the others are not tried in this run.
    const due = await overdueMessages(total.sent === 0 ? 1 : AT_ONCE);
    if (due.length === 0) break;
    const results = await Promise.allSettled(
      due.map((message) =>
        sweepItem(
          ctx,
          { ...message, step: "deliver-email" },
          (itemCtx) => deliverMessage(itemCtx, { messageId: message.id }, makeReceipt),
          ({ outcome }) => outcome === "SENT",
        ),
      ),
    );
    const failed = results.filter((r) => r.status === "rejected");
    total.sent += results.length - failed.length;
    total.failed += failed.length;
    if (failed.length === results.length) {
      log.warn({ err: failed[0]?.reason, waiting: due.length }, "the mail server takes no mail");
      break;
    }
  }
  return total;
}

function overdueMessages(limit: number) {
  return database()
    .select({ id: messages.id, reservationId: messages.reservationId, eventId: messages.eventId })
    .from(messages)
    .where(
      and(
        ne(messages.status, "SENT"),
        eq(messages.channel, "EMAIL"),
        sql`coalesce(${messages.leasedUntil}, ${messages.createdAt} + make_interval(secs => ${GRACE_SECONDS})) < now()`,
      ),
    )
    .orderBy(asc(messages.createdAt))
    .limit(limit);
}
