import type { FareBrandRule } from "@/server/reservation/domain/fare-brand";
import type { Offer } from "./hold-facts";
import type { ReservationEventFacts } from "./reservation-facts";

type SegmentFacts = ReservationEventFacts["segments"][number];

/** What the events say of one segment that is being held. */
export function segmentFacts(segment: { id: string; offer: Offer; rule: FareBrandRule }): SegmentFacts {
  const { originCountry, destinationCountry, status, amount, unitLimit, ...facts } = segment.offer;
  return { id: segment.id, ...facts, mileageRatePercent: segment.rule.mileageRatePercent };
}
