import { milesTakenBack } from "@/server/mileage/queries";
import { previewFlightCancellation } from "@/server/reservation";
import type { RequestContext } from "@/server/shared/context";

/** What cancelling a flight would do, with the miles it would take back. */
export async function flightCancellation(ctx: RequestContext, flightId: number) {
  const { parties, ...preview } = await previewFlightCancellation(ctx, flightId);
  return { ...preview, miles: milesTakenBack(parties) };
}
