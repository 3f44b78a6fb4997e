import { releaseRule } from "@/server/reservation/domain/booking-rules";
import { reservationIdInput } from "@/server/reservation/schemas";
import { type RequestContext, requireCustomer, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { releaseHeld } from "./end-hold";
import { requireOwn } from "./require-live-hold";

/**
 * Gives up a hold that its customer no longer wants. A hold that has ended stays as it is.
 *
 * @throws AppError NOT_FOUND (also when it is somebody else's).
 */
export async function releaseHold(ctx: RequestContext, input: { reservationId: string }): Promise<void> {
  const customer = requireCustomer(ctx.actor);
  const { reservationId } = parse(reservationIdInput, input);
  await transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireOwn(tx, reservationId, customer.id);
    if (releaseRule(facts).allowed) await releaseHeld(tx, reservationId);
  });
}
