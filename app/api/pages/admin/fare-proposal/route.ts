import { handle } from "@/app/_lib/http/api";
import { proposeFares } from "@/server/schedule/queries";
import type { ProposeFaresInput } from "@/server/schedule/schemas";

/** Distance, usual flight time and proposed fares for a route and an aircraft. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, (ctx) =>
    // The schema refuses a query that lacks a field.
    proposeFares(ctx, Object.fromEntries(new URL(request.url).searchParams) as ProposeFaresInput),
  );
