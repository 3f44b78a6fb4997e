import { eq } from "drizzle-orm";
import { messages } from "@/db/schema/notification";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { failedEvent } from "./message-event-rules";
import { type DeliverMessageInput, deliverMessageInput } from "./schemas";

/** Records `message.failed` for an e-mail that could not be sent for now. It stays queued, and the sweep tries again. */
export async function reportUndeliveredMessage(
  ctx: RequestContext,
  input: DeliverMessageInput,
): Promise<void> {
  requireSystem(ctx.actor);
  const { messageId } = parse(deliverMessageInput, input);
  await transaction(ctx, async (tx) => {
    const [message] = await tx.tx.select().from(messages).where(eq(messages.id, messageId)).for("update");
    if (!message || message.status === "SENT") return;
    await recordEvents(tx, [failedEvent(message, message.lastError ?? "unknown")]);
  });
}
