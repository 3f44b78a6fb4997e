import { handle, readJson } from "@/app/_lib/http/api";
import { holdAndReplace } from "@/server/flows/hold-and-replace";
import type { HoldSeatsInput } from "@/server/reservation/schemas";

/** Holds seats, as the booking page does: 201 with the hold. The same idempotency key gives the same answer. */
export const POST = (request: Request): Promise<Response> =>
  handle(request, async (ctx) => holdAndReplace(ctx, (await readJson(ctx, request)) as HoldSeatsInput), {
    status: 201,
  });
