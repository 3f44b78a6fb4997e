import { flightIdOf } from "@/app/_lib/http/address-parts";
import { handle } from "@/app/_lib/http/api";
import { flightCancellation } from "@/server/flows/flight-cancellation-view";
import { cancellationResult } from "@/server/reservation/queries";

/**
 * The progress of a flight's cancellation: what it will do (before it) or still has to do (after it), and in `result`
 * what it has done.
 */
export const GET = (
  request: Request,
  { params }: RouteContext<"/api/pages/admin/flights/[id]/cancellation">,
): Promise<Response> =>
  handle(request, async (ctx) => {
    const flightId = flightIdOf((await params).id);
    const [left, result] = await Promise.all([
      flightCancellation(ctx, flightId),
      cancellationResult(ctx, flightId),
    ]);
    return { ...left, result };
  });
