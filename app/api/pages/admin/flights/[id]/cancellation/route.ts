import { flightCancellation } from "@/server/flows/flight-cancellation-view";
import { handle } from "@/app/_lib/http/api";
import { flightIdOf } from "@/app/_lib/http/flight-id";
import { cancellationResult } from "@/server/reservation/queries";

/**
 * What is left on a flight: before its cancellation what it will do, after it what is still to be done;
 * and what has been done.
 */
export const GET = (
  request: Request,
  { params }: RouteContext<"/api/v1/admin/flights/[id]/cancellation">,
): Promise<Response> =>
  handle(request, async (ctx) => {
    const flightId = flightIdOf((await params).id);
    const [left, result] = await Promise.all([
      flightCancellation(ctx, flightId),
      cancellationResult(ctx, flightId),
    ]);
    return { ...left, result };
  });
