import { milesTakenBack } from "@/server/mileage/queries";
import { previewFlightCancellation } from "@/server/reservation";
import type { RequestContext } from "@/server/shared/context";

/**
 * What the cancellation of a flight will do: reservations, passengers, refunds, and the miles that are taken back.
 *
 * @throws AppError as `previewFlightCancellation` does.
 */
export async function flightCancellation(ctx: RequestContext, flightId: number) {
  const { parties, ...preview } = await previewFlightCancellation(ctx, flightId);
  return { ...preview, miles: milesTakenBack(parties) };
}
