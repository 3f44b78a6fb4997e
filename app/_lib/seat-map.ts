import { type DehydratedState, dehydrate, QueryClient } from "@tanstack/react-query";
import { seatMapKey } from "@/components/booking/seat-map-query";
import { getSeatMap } from "@/server/reservation/queries";
import type { SeatMap } from "@/server/reservation/schemas";
import { getTripContext } from "./auth/trip-access";

/** The seat map of a segment for the first answer, and the query state from which the browser goes on asking. */
export async function loadSeatMap(
  reservationId: string,
  segment: number,
): Promise<{ map: SeatMap; state: DehydratedState }> {
  const queries = new QueryClient();
  const map = await getSeatMap(await getTripContext({ reservationId }), reservationId, segment);
  queries.setQueryData(seatMapKey(reservationId, segment), map);
  return { map, state: dehydrate(queries) };
}
