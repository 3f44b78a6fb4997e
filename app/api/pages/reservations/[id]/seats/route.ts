import { handle } from "@/app/_lib/http/api";
import { getSeatMap } from "@/server/reservation/queries";

/** The seat map of one segment (`?segment=0`) as it is now. The seats page asks every few seconds. */
export const GET = (
  request: Request,
  { params }: RouteContext<"/api/pages/reservations/[id]/seats">,
): Promise<Response> =>
  handle(request, async (ctx) => {
    const segment = Number(new URL(request.url).searchParams.get("segment") ?? 0);
    return getSeatMap(ctx, (await params).id, [0, 1, 2, 3].includes(segment) ? segment : 0);
  });
