import { type CalendarFlight, type CalendarTrip, calendarFlight } from "@/server/shared/papers/trip-calendar";
import type { NotifiableData, NotifiableKey } from "./events";
import type { NotifiableEvent } from "./message-rules";

type Segment = NotifiableData["reservationCreated"]["segments"][number];
type FlightsOf<K extends NotifiableKey> = (data: NotifiableData[K]) => CalendarFlight[];

/** The events that change which flights a trip has, or their seats. A flight that was flown stays in the calendar as it is. */
const flightsAfter: { [K in NotifiableKey]?: FlightsOf<K> } = {
  reservationCreated: ({ segments }) => segments.map(staying),
  reservationChanged: ({ segments }) => segments.map(staying),
  flightsChanged: ({ before, segments }) => {
    const now = new Set(segments.map(({ id }) => id));
    return [...segments.map(staying), ...before.filter(({ id }) => !now.has(id)).map(leaving)];
  },
  partCancelled: ({ segments, left }) => {
    // The event has the seats of before it.
    const keepsIn = ({ id }: Segment) =>
      new Set(left.flatMap((k) => (k.segmentId === id ? [k.passengerId] : [])));
    return segments.map((segment) => {
      const keepers = keepsIn(segment);
      const seats = segment.seats?.filter(({ passengerId }) => keepers.has(passengerId));
      return keepers.size > 0 ? staying({ ...segment, seats }) : leaving(segment);
    });
  },
  reservationCancelled: ({ segments }) => segments.filter(({ kept }) => !kept).map(leaving),
};

/**
 * The flights for the customer's calendar after an event that changed them: those of the trip as it is, and as cancelled those
 * that left it. Null after every other event.
 */
export function calendarOf(
  { key, data }: NotifiableEvent,
  { occurredAt }: { occurredAt: string },
): CalendarTrip | null {
  const flights = (flightsAfter[key] as FlightsOf<typeof key> | undefined)?.(data as never) ?? [];
  return flights.length > 0 && "locator" in data
    ? { locator: data.locator, asOf: occurredAt, flights }
    : null;
}

const seatsIn = ({ seats = [] }: Segment) => seats.map(({ seat }) => seat);
const staying = (segment: Segment) => calendarFlight(segment, { seats: seatsIn(segment), cancelled: false });
const leaving = (segment: Segment) => calendarFlight(segment, { seats: [], cancelled: true });
