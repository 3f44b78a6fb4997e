import { and, asc, eq, ne, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { messages } from "@/db/schema/notification";
import { requireSystem } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { parse } from "@/server/shared/parse";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";
import { deliverMessage } from "./deliver-message";
import { type DeliverOverdueInput, deliverOverdueInput } from "./schemas";

const AT_ONCE = 5;
/** A message that is younger is still in the hands of the run that queued it. */
const GRACE_SECONDS = 90;

/**
 * Sends the e-mails whose run gave up or died, oldest first, until none is left, the time is used up,
 * or the mail server still does not take any.
 */
export async function deliverOverdue(
  ctx: SweepContext,
  input: DeliverOverdueInput,
): Promise<{ sent: number; failed: number }> {
  requireSystem(ctx.actor);
  const { budgetSeconds } = parse(deliverOverdueInput, input);
  const endAt = Date.now() + budgetSeconds * 1_000;
  const total = { sent: 0, failed: 0 };
  while (Date.now() < endAt) {
    // One mail goes ahead: when it fails, the others need not be tried now.
    const due = await overdue(total.sent === 0 ? 1 : AT_ONCE);
    if (due.length === 0) break;
    const results = await Promise.allSettled(
      due.map((message) =>
        sweepItem(
          ctx,
          { ...message, step: "deliver-email" },
          (itemCtx) => deliverMessage(itemCtx, { messageId: message.id }),
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

function overdue(limit: number) {
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
