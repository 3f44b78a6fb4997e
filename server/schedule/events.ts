import { z } from "zod";
import { defineEvent } from "@/server/shared/events";

const airport = z.object({
  code: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  cityKo: z.string(),
  cityEn: z.string(),
  /** Absent in events from before cities could be searched. */
  cityCode: z.string().nullish(),
  country: z.string(),
  zone: z.string(),
});

const publishedFlight = z.object({
  id: z.number().int(),
  version: z.number().int(),
  designator: z.string(),
  origin: z.string(),
  destination: z.string(),
  departsAt: z.string(),
  arrivesAt: z.string(),
  departureDate: z.string(),
  arrivalDate: z.string(),
  aircraftType: z.string(),
  distanceMiles: z.number().int(),
  /** Sellable units by cabin. */
  units: z.record(z.string(), z.number().int()),
  fares: z.array(
    z.object({ brand: z.string(), cabin: z.string(), amount: z.number().int(), unitLimit: z.number().int() }),
  ),
});

/** Flights were put on sale. The data is everything that the reservation context needs to sell them. */
export const flightsPublished = defineEvent(
  "schedule/flights.published",
  1,
  z.object({
    flights: z.array(publishedFlight).min(1),
    airports: z.array(airport),
    aircraft: z.array(
      z.object({ code: z.string(), nameKo: z.string(), nameEn: z.string(), layouts: z.array(z.unknown()) }),
    ),
  }),
);

/** The airline cancelled a flight: its sale ends, and its reservations are to be cancelled. */
export const flightCancelled = defineEvent(
  "schedule/flight.cancelled",
  1,
  z.object({
    flightId: z.number().int(),
    version: z.number().int(),
    designator: z.string(),
    departureDate: z.string(),
    reason: z.string(),
  }),
);

/**
 * The expected times of a flight have moved away from those that its passengers know: it is late, early, or back on its
 * published times. `announcement` grows by one each time.
 */
export const flightRetimed = defineEvent(
  "schedule/flight.retimed",
  1,
  z.object({
    flightId: z.number().int(),
    designator: z.string(),
    departureDate: z.string(),
    announcement: z.number().int().positive(),
    publishedDepartsAt: z.string(),
    publishedArrivesAt: z.string(),
    expectedDepartsAt: z.string(),
    expectedArrivesAt: z.string(),
    /** The delays in minutes from which passengers may ask for compensation; null: the airline says nothing of it. */
    compensatedMinutes: z.object({
      domestic: z.number().int().nullable(),
      international: z.number().int().nullable(),
    }),
  }),
);
