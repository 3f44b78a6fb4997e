import { z } from "zod";
import { handle } from "@/app/_lib/api";
import { lowestTotals } from "@/server/reservation/queries";
import { parse } from "@/server/shared/parse";

const fareQuery = z.object({
  from: z.string().regex(/^[A-Z]{3}$/),
  to: z.string().regex(/^[A-Z]{3}$/),
  first: z.iso.date(),
  last: z.iso.date(),
});

/** What one adult pays at least on each day between `first` and `last` (at most 92 days), for the calendar. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, async () => {
    const query = parse(fareQuery, Object.fromEntries(new URL(request.url).searchParams));
    const limit = new Date(Date.parse(query.first) + 92 * 86_400_000).toISOString().slice(0, 10);
    return lowestTotals({ ...query, last: query.last < limit ? query.last : limit });
  });
