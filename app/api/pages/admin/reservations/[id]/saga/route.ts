import { z } from "zod";
import { handle } from "@/app/_lib/http/api";
import { sagaOfReservation } from "@/server/assurance/queries";
import { parse } from "@/server/shared/parse";

/** Every event of a reservation, with the attempts at each step that it started. */
export const GET = (
  request: Request,
  { params }: RouteContext<"/api/pages/admin/reservations/[id]/saga">,
): Promise<Response> =>
  handle(request, async (ctx) => sagaOfReservation(ctx, parse(z.uuid(), (await params).id)));
