import { getJson } from "@/components/query/get-json";
import type { SeatMapView } from "./types";

/** How often the map is asked for: others' choices are seen within this time. */
export const SEAT_POLL_MS = 4_000;

export const seatMapKey = (reservationId: string, segment: number) => ["seat-map", reservationId, segment];

/** The seat map as it is now. @throws Problem when the server refuses: the last known map then stays. */
export const fetchSeatMap = (reservationId: string, segment: number): Promise<SeatMapView> =>
  getJson(`/api/pages/reservations/${reservationId}/seats?segment=${segment}`);
