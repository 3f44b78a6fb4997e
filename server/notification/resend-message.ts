import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { messages, resends } from "@/db/schema/notification";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { resendRequestedEvent } from "./message-event-rules";
import { mayBeResent } from "./resend-rules";
import { type ResendMessageInput, resendMessageInput } from "./schemas";

/** A customer is not flooded, and an account of staff that was taken over sends no mass mail. */
const MAX_PER_MESSAGE = 3;
const MAX_PER_MEMBER = 60;
const WINDOW_SECONDS = 3_600;

/**
 * Has an e-mail that was sent, or failed, sent once more with the same text. The message stays as it is; the resend is a
 * record of its own, delivered by event. The same key a second time sends nothing.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT; NOT_FOUND; CONFLICT for a message of the inbox, for one that
 *   is still being sent and for a key that another resend has; RATE_LIMITED.
 */
export async function resendMessage(ctx: RequestContext, input: ResendMessageInput): Promise<void> {
  requirePermission(ctx.actor, "customer.read");
  const { key, messageId, address } = parse(resendMessageInput, input);
  const [message] = await database().select().from(messages).where(eq(messages.id, messageId));
  if (!message) throw new AppError("NOT_FOUND");
  const member = requirePermission(
    ctx.actor,
    message.reservationId ? "reservation.change" : "customer.change",
  );
  if (await wasRequested(key, messageId)) return;
  const to = address ?? message.address;
  if (!mayBeResent(message) || !to) throw new AppError("CONFLICT");
  await limitRate(`resend:${messageId}`, MAX_PER_MESSAGE, WINDOW_SECONDS);
  await limitRate(`resends-by:${member.id}`, MAX_PER_MEMBER, WINDOW_SECONDS);
  await transaction({ ...ctx, correlationId: message.reservationId ?? key }, (tx) =>
    storeResend(tx, message, { id: key, address: to, member }),
  );
}

/** @throws AppError CONFLICT when the key is that of another message's resend. */
async function wasRequested(key: string, messageId: string): Promise<boolean> {
  const [known] = await database()
    .select({ messageId: resends.messageId })
    .from(resends)
    .where(eq(resends.id, key));
  if (known && known.messageId !== messageId) throw new AppError("CONFLICT");
  return known !== undefined;
}

type Resend = { id: string; address: string; member: { id: string; email: string } };

/** Stores a resend, unless the same one was stored meanwhile. */
async function storeResend(
  ctx: TxContext,
  message: typeof messages.$inferSelect,
  { id, address, member }: Resend,
): Promise<void> {
  const stored = await ctx.tx
    .insert(resends)
    .values({
      ...{ id, messageId: message.id, address, status: "QUEUED" as const },
      ...{ requestedBy: member.id, requestedByEmail: member.email },
    })
    .onConflictDoNothing()
    .returning({ id: resends.id });
  if (stored.length === 0) return;
  await audit(ctx, {
    action: "resend-message",
    entity: "message",
    entityId: message.id,
    before: { address: message.address, status: message.status },
    after: { resendId: id, address },
  });
  await recordEvents(ctx, [resendRequestedEvent(id, message)]);
}
