import { enterPassengers } from "@/server/reservation";
import type { EnterPassengersInput } from "@/server/reservation/schemas";
import type { RequestContext } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { closeOutdatedPage } from "./close-payment-page";

/**
 * Enters the passengers of a hold as `enterPassengers` does. When their ages change the total, a payment page with the old
 * amount is closed. If it cannot be closed, the names stay: a payment of the old amount is refused and refunded later.
 *
 * @throws AppError what `enterPassengers` throws.
 */
export async function enterAndReprice(
  ctx: RequestContext,
  input: EnterPassengersInput,
): ReturnType<typeof enterPassengers> {
  const entered = await enterPassengers(ctx, input);
  const { previousAmount, totalAmount } = entered;
  if (previousAmount !== totalAmount) await closeOld(input.reservationId, totalAmount);
  return entered;
}

async function closeOld(reservationId: string, totalAmount: number): Promise<void> {
  try {
    await closeOutdatedPage(reservationId, totalAmount);
  } catch (error) {
    log.warn({ err: error, reservationId }, "could not close a payment page with an outdated amount");
  }
}
