"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchSeatMap, SEAT_POLL_MS, seatMapKey } from "./seat-map-query";
import type { SeatMapView } from "./types";

/** A flight's seat map, requested every few seconds. `isOld`: the last request failed. */
export function useLiveSeats(reservationId: string, segment: number, initial: SeatMapView) {
  const { data: map = initial, isError } = useQuery({
    queryKey: seatMapKey(reservationId, segment),
    queryFn: () => fetchSeatMap(reservationId, segment),
    refetchInterval: SEAT_POLL_MS,
  });
  return { map, isOld: isError };
}
