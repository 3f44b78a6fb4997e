import { closeSale } from "@/server/reservation";
import { cancelFlight } from "@/server/schedule";
import type { CancelFlightInput } from "@/server/schedule/schemas";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { tryNow } from "./try-now";

/**
 * Cancels a flight and closes its sale at once. The event `flight.cancelled` closes the sale again and cancels the
 * flight's reservations.
 *
 * @throws AppError as `cancelFlight` does.
 */
export async function takeFlightOffSale(ctx: RequestContext, input: CancelFlightInput): Promise<void> {
  await cancelFlight(ctx, input);
  await tryNow("close the sale", () =>
    closeSale(systemContext("take-off-sale"), { flightId: input.flightId }),
  );
}
