import { holdAndReplace } from "@/server/flows/hold-and-replace";
import { handle, readJson } from "@/app/_lib/http/api";
import type { HoldSeatsInput } from "@/server/reservation/schemas";

/** Holds seats: the same flow as the booking page's. 201 with the hold; the same key, the same answer. */
export const POST = (request: Request): Promise<Response> =>
  handle(request, async (ctx) => holdAndReplace(ctx, (await readJson(ctx, request)) as HoldSeatsInput), {
    status: 201,
  });
