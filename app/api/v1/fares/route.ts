import { z } from "zod";
import { handle } from "@/app/_lib/http/api";
import { lowestTotals } from "@/server/reservation/queries";
import { placeCode } from "@/server/reservation/schemas";
import { flightDate } from "@/server/shared/fields";
import { parse } from "@/server/shared/parse";
import { addDays } from "@/server/shared/time";

const fareQuery = z.object({
  from: placeCode,
  to: placeCode,
  first: flightDate("date"),
  last: flightDate("date"),
});

const MAX_DAYS = 92;

/** The lowest total for one adult on each day from `first` to `last` (at most 92 days), for the calendar of fares. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, async () => {
    const query = parse(fareQuery, Object.fromEntries(new URL(request.url).searchParams));
    const limit = addDays(query.first, MAX_DAYS);
    return lowestTotals({ ...query, last: query.last < limit ? query.last : limit });
  });
