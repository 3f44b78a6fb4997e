import type { RequestContext } from "./context";
import { errorText } from "./error-facts";

/** One piece of a sweep's work: a message, a refund, a payment, a hold. */
type Item = {
  id: string;
  step: string;
  /** Nothing is reported of an item that belongs to no reservation. */
  reservationId: string | null;
  /** The event that the item goes back to, where the context knows it. */
  eventId?: string;
};

/** What became of it. */
export type SweptItem = Item & {
  reservationId: string;
  startedAt: Date;
  endedAt: Date;
  error: string | null;
};

/** A sweep's context: it knows who writes down what the sweep did, item by item. */
export type SweepContext = RequestContext & { report?: (item: SweptItem) => Promise<void> };

/**
 * Does one item of a sweep and reports it. Items are looked at again every minute: one that `changed` nothing
 * leaves no trace.
 *
 * @throws what `work` threw, after it was reported.
 */
export async function sweepItem<T>(
  ctx: SweepContext,
  item: Item,
  work: (ctx: RequestContext) => Promise<T>,
  changed: (result: T) => boolean = () => true,
): Promise<T> {
  const startedAt = new Date();
  const { reservationId } = item;
  const tell = async (error: string | null) => {
    if (reservationId) await ctx.report?.({ ...item, reservationId, startedAt, endedAt: new Date(), error });
  };
  try {
    const result = await work({ ...ctx, ...(reservationId && { correlationId: reservationId }) });
    if (changed(result)) await tell(null);
    return result;
  } catch (error) {
    await tell(errorText(error));
    throw error;
  }
}
