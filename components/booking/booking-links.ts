import { resultsHref } from "@/components/search/search-url";
import type { Booking } from "./types";

export type BookingStep = "passengers" | "seats" | "review" | "result";

export const stepHref = (reservationId: string, step: BookingStep) =>
  `/book/${encodeURIComponent(reservationId)}/${step}`;

/** The address of the search that finds the same flights again. */
export function sameSearchHref(
  booking: Pick<Booking, "adults" | "children" | "infants"> & {
    segments: readonly { origin: string; destination: string; departureDate: string }[];
  },
): string {
  const [out, back] = booking.segments;
  if (!out) return "/";
  const { adults, children, infants } = booking;
  return resultsHref({
    trip: back ? "return" : "oneway",
    from: out.origin,
    to: out.destination,
    depart: out.departureDate,
    return: back?.departureDate ?? "",
    adults,
    children,
    infants,
  });
}
