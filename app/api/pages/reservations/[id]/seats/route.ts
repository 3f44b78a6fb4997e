import { handle } from "@/app/_lib/http/api";
import { getSeatMap } from "@/server/reservation/queries";

/** The seat map of one segment (`?segment=0`) as it is now. The seats page asks every few seconds. */
export const GET = async (
  request: Request,
  { params }: RouteContext<"/api/pages/reservations/[id]/seats">,
): Promise<Response> => {
  const { id } = await params;
  const segment = Number(new URL(request.url).searchParams.get("segment") ?? 0);
  return handle(request, (ctx) => getSeatMap(ctx, id, [0, 1, 2, 3].includes(segment) ? segment : 0), {
    trip: id,
  });
};
