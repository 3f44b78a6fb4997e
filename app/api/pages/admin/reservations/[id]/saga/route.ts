import { z } from "zod";
import { handle } from "@/app/_lib/http/api";
import { sagaOfReservation } from "@/server/assurance/queries";
import { parse } from "@/server/shared/parse";

/** Every event of a reservation with the attempts at every step that it set off. */
export const GET = (
  request: Request,
  { params }: RouteContext<"/api/v1/admin/reservations/[id]/saga">,
): Promise<Response> =>
  handle(request, async (ctx) => sagaOfReservation(ctx, parse(z.uuid(), (await params).id)));
