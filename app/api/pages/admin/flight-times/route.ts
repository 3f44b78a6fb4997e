import { handle } from "@/app/_lib/http/api";
import { previewFlight } from "@/server/schedule";
import type { PreviewFlightInput } from "@/server/schedule/schemas";

/** When a flight with these local times leaves and arrives. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, (ctx) =>
    // The schema refuses what the address lacks.
    previewFlight(ctx, Object.fromEntries(new URL(request.url).searchParams) as PreviewFlightInput),
  );
