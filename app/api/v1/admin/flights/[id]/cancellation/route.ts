import { handle } from "@/app/_lib/api";
import { flightIdOf } from "@/app/_lib/flight-id";
import { previewFlightCancellation } from "@/server/reservation";

/** What is left on a flight: before its cancellation what it will do, after it what is still to be done. */
export const GET = (
  request: Request,
  { params }: RouteContext<"/api/v1/admin/flights/[id]/cancellation">,
): Promise<Response> =>
  handle(request, async (ctx) => previewFlightCancellation(ctx, flightIdOf((await params).id)));
