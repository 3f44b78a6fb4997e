import { handle } from "@/app/_lib/http/api";
import { proposeFares } from "@/server/schedule/queries";
import type { ProposeFaresInput } from "@/server/schedule/schemas";

/** Distance, usual time and fares to start from, for a route and an aircraft. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, (ctx) =>
    // The schema refuses what the address lacks.
    proposeFares(ctx, Object.fromEntries(new URL(request.url).searchParams) as ProposeFaresInput),
  );
