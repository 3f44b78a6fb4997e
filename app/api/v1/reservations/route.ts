import { handle, readJson } from "@/app/_lib/api";
import { holdSeats } from "@/server/reservation";
import type { HoldSeatsInput } from "@/server/reservation/schemas";

/** Holds seats: the same verb as the booking page's. 201 with the hold; the same key, the same answer. */
export const POST = (request: Request): Promise<Response> =>
  handle(request, async (ctx) => holdSeats(ctx, (await readJson(request)) as HoldSeatsInput), {
    status: 201,
  });
