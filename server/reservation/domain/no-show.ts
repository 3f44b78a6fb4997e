import type { IsoInstant } from "@/server/shared/time";
import { allowed, type Permission, type RuledBooking, refused } from "./booking-rules";
import { hasLeft } from "./leg-standing";

/** Why staff cannot record that nobody boarded a flight. NOT_DEPARTED: somebody may still board it. */
export type NotRecordable = "NOT_CREATED" | "FLIGHT_CANCELLED" | "NOT_DEPARTED";

/** Returns whether staff may record that nobody of a booking boarded one of its flights. */
export function noShowRule(
  { status }: Pick<RuledBooking, "status">,
  segment: Pick<RuledBooking["segments"][number], "departsAt" | "flightCancelled">,
  now: IsoInstant,
): Permission<NotRecordable> {
  if (status !== "CREATED") return refused("NOT_CREATED");
  if (segment.flightCancelled) return refused("FLIGHT_CANCELLED");
  return hasLeft(segment, now) ? allowed : refused("NOT_DEPARTED");
}
