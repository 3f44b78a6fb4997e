import { handle } from "@/app/_lib/http/api";
import { fileResponse } from "@/app/_lib/http/file-response";
import { fileRequest } from "@/app/_lib/lists/file-request";
import { ownCalendar } from "@/app/_lib/papers/own-calendar";

/** The flights of a paid booking as a calendar file, for its member or its traveller. A hold has none. */
export const GET = async (
  request: Request,
  { params }: RouteContext<"/api/pages/reservations/[id]/calendar">,
): Promise<Response> => {
  const { id } = await params;
  return handle(
    request,
    async (ctx) => fileResponse(await ownCalendar(ctx, id, (await fileRequest(request)).locale)),
    { trip: id },
  );
};
