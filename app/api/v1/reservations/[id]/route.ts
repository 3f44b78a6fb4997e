import { handle } from "@/app/_lib/http/api";
import { getBooking } from "@/server/reservation/queries";

/** A customer's own booking. */
export const GET = (
  request: Request,
  { params }: RouteContext<"/api/v1/reservations/[id]">,
): Promise<Response> => handle(request, async (ctx) => getBooking(ctx, (await params).id));
