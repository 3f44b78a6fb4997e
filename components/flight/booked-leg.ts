import type { BookedSegment } from "@/server/reservation/schemas";

/** A booked flight without its ids and the terms of its fare. */
export type BookedLeg = Omit<
  BookedSegment,
  "id" | "flightId" | "rule" | "brand" | "cabin" | "international" | "kept" | "missedAt"
> & {
  /** The flight was flown before the booking ended, even if the other flights were cancelled later. */
  departed: boolean;
  /** Staff recorded that nobody of the booking boarded it. */
  missed: boolean;
  /** This flight was cancelled after another flight of the booking had been flown. */
  givenUp: boolean;
  brandKo: string;
  brandEn: string;
  checkedBaggageKg: number;
  carryOnKg: number;
};
