import { z } from "zod";
import { milesTakenBack } from "@/server/mileage/queries";
import { previewFlightCancellation } from "@/server/reservation";
import { cancellationResultView } from "@/server/reservation/view-schemas";
import type { RequestContext } from "@/server/shared/context";

const count = z.number().int().min(0);

/** What the cancellation of a flight will do; of a flight that was cancelled, what is left to do. */
export const flightCancellationView = cancellationResultView
  .extend({
    withOtherFlights: count.meta({ description: "Reservations that lose other flights with this one." }),
    refundAmount: z.number().int().meta({ description: "The sum of the refunds in whole won." }),
    miles: z.number().int().meta({ description: "The miles that are taken back from members." }),
  })
  .meta({ description: "What the cancellation of a flight will do, or still has to do." });
type FlightCancellation = z.output<typeof flightCancellationView>;

/**
 * What the cancellation of a flight will do: reservations, passengers, refunds, and the miles that are taken back.
 *
 * @throws AppError as `previewFlightCancellation` does.
 */
export async function flightCancellation(ctx: RequestContext, flightId: number): Promise<FlightCancellation> {
  const { parties, ...preview } = await previewFlightCancellation(ctx, flightId);
  return { ...preview, miles: milesTakenBack(parties) };
}
