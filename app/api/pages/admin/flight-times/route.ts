import { handle } from "@/app/_lib/http/api";
import { previewFlight } from "@/server/schedule";
import type { PreviewFlightInput } from "@/server/schedule/schemas";

/** The instants at which a flight with these local times departs and arrives. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, (ctx) =>
    // The schema refuses a query that lacks a field.
    previewFlight(ctx, Object.fromEntries(new URL(request.url).searchParams) as PreviewFlightInput),
  );
