import { ROOT_CONTEXT } from "@opentelemetry/api";
import type { RequestContext } from "./context";
import { errorText } from "./error-facts";
import { withCorrelation } from "./log-context";
import { CORRELATION, spanned } from "./trace";
import { linksOf } from "./trace-links";

/** One item of a sweep's work: a message, a refund, a payment, a hold. */
type Item = {
  id: string;
  step: string;
  /** Null: the item belongs to no reservation, and nothing is reported. */
  reservationId: string | null;
  /** The event that led to the item, when the context knows it. */
  eventId?: string;
};

/** The item with its result; `error` is null when it succeeded. */
export type SweptItem = Item & {
  reservationId: string;
  startedAt: Date;
  endedAt: Date;
  error: string | null;
};

/** The context of a sweep. `report` records what the sweep did about each item. */
export type SweepContext = RequestContext & { report?: (item: SweptItem) => Promise<void> };

/**
 * Runs the work on one item of a sweep and reports it. The same items come again every minute, so that an item for which
 * `changed` returns false is not reported.
 *
 * @throws the error of `work`, after it was reported.
 */
export async function sweepItem<T>(
  ctx: SweepContext,
  item: Item,
  work: (ctx: RequestContext) => Promise<T>,
  changed: (result: T) => boolean = () => true,
): Promise<T> {
  const startedAt = new Date();
  const { reservationId } = item;
  const reportItem = async (error: string | null) => {
    if (reservationId) await ctx.report?.({ ...item, reservationId, startedAt, endedAt: new Date(), error });
  };
  try {
    const correlated = { ...ctx, ...(reservationId && { correlationId: reservationId }) };
    const result = await withCorrelation(reservationId ?? undefined, () =>
      inOwnTrace(item, () => work(correlated)),
    );
    if (changed(result)) await reportItem(null);
    return result;
  } catch (error) {
    await reportItem(errorText(error));
    throw error;
  }
}

/** An item is later work: it has a trace of its own, with a link to the one that led to it. */
async function inOwnTrace<T>(item: Item, work: () => Promise<T>): Promise<T> {
  const { step, reservationId } = item;
  const attributes = { "msa.step": step, ...(reservationId && { [CORRELATION]: reservationId }) };
  const links = await linksOf(item);
  return spanned(`sweep ${step}`, { attributes, links, parent: ROOT_CONTEXT }, work);
}
