import { getBooking } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";

/**
 * Reads something about a booking that is the actor's own, as the pages of a trip do: they read the booking first.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's); what `read` throws.
 */
export async function ofOwnBooking<T>(
  ctx: RequestContext,
  id: string,
  read: (ctx: RequestContext, id: string) => Promise<T>,
): Promise<T> {
  await getBooking(ctx, id);
  return read(ctx, id);
}
