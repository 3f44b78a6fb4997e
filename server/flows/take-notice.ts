import { createHash } from "node:crypto";
import { z } from "zod";
import { parkDeadLetter, resolveDeadLetter } from "@/server/assurance";
import { NoticeNotUnderstood, receiveNotice, receiveVerifiedNotice } from "@/server/payment";
import { systemContext } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";
import { decidePayment } from "./decide-payment";

/** The consumer of notices and the name of a parked one. Both have their words in messages (`admin`). */
const CONSUMER = "payment-webhook";
export const PARKED_NOTICE = "payment/provider.notice";

/**
 * Takes a webhook of the payment provider, and decides at once about a captured payment. A notice that can never be
 * taken is parked as a dead letter for the airline's staff; the provider need not send it again.
 *
 * @throws AppError FORBIDDEN when the signature is not the provider's; any other error means that the provider should
 *   send the notice again.
 */
export async function takeNotice(body: string, signature: string): Promise<void> {
  const ctx = systemContext(CONSUMER);
  try {
    await decidePayment(ctx, await receiveNotice(ctx, body, signature));
  } catch (error) {
    if (!isPermanent(error)) throw error;
    log.error({ err: error }, "a signed payment notice is parked");
    await parkNotice(body, error);
  }
}

/**
 * Takes a parked notice again, and resolves its dead letter.
 *
 * @throws the error that the notice fails with; the letter then stays open.
 */
export async function replayNotice({ data }: { data: Record<string, unknown> }): Promise<void> {
  const { body, replayOf: deadLetterId } = z.object({ body: z.string(), replayOf: z.uuid() }).parse(data);
  const ctx = systemContext(CONSUMER);
  await decidePayment(ctx, await receiveVerifiedNotice(ctx, body));
  await resolveDeadLetter(ctx, { deadLetterId, functionId: CONSUMER });
}

/** Returns true when the same notice will always fail. After any other error the provider repeats it, for days. */
const isPermanent = (error: unknown): boolean =>
  error instanceof AppError
    ? error.code === "INVALID_INPUT" || error.code === "NOT_FOUND"
    : error instanceof NoticeNotUnderstood;

function parkNotice(body: string, error: unknown): Promise<void> {
  // The id comes from the body, so that a repeated notice has the same letter.
  const id = createHash("sha256").update(body).digest("hex").slice(0, 32);
  return parkDeadLetter(systemContext(CONSUMER), {
    functionId: CONSUMER,
    runId: `${CONSUMER}/${id}`,
    event: { id, name: PARKED_NOTICE, data: { body: body.replaceAll("\0", "") } },
    error: errorText(error),
    reopen: true,
  });
}
