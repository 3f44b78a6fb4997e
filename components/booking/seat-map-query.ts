import type { SeatMapView } from "./types";

/** Others' choices are seen within this time. */
export const SEAT_POLL_MS = 4_000;

export const seatMapKey = (reservationId: string, segment: number) => ["seat-map", reservationId, segment];

/** The seat map as it is now. Throws on any answer but a good one: the last known map then stays. */
export async function fetchSeatMap(reservationId: string, segment: number): Promise<SeatMapView> {
  const response = await fetch(`/api/v1/reservations/${reservationId}/seats?segment=${segment}`);
  if (!response.ok) throw new Error(`seat map: ${response.status}`);
  return (await response.json()) as SeatMapView;
}
