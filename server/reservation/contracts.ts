import { z } from "zod";
import { paymentCaptured } from "@/server/payment/events";
import { flightCancelled, flightRetimed, flightsPublished } from "@/server/schedule/events";
import { reads } from "@/server/shared/events";

/** The events of others that reservation reads, each with the fields that it uses. */

const airport = z.object({
  code: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  cityKo: z.string(),
  cityEn: z.string(),
  cityCode: z.string().nullish(),
  country: z.string(),
  zone: z.string(),
});

const aircraft = z.object({
  code: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  layouts: z.array(z.unknown()),
});

const flight = z.object({
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
  units: z.record(z.string(), z.number().int()),
  fares: z.array(
    z.object({
      brand: z.string(),
      cabin: z.string(),
      amount: z.number().int(),
      unitLimit: z.number().int(),
    }),
  ),
});

export const soldFlights = reads(
  flightsPublished,
  z.object({ flights: z.array(flight), airports: z.array(airport), aircraft: z.array(aircraft) }),
);

export const cancelledFlight = reads(
  flightCancelled,
  z.object({ flightId: z.number().int(), reason: z.string() }),
);

export const retimedFlight = reads(
  flightRetimed,
  z.object({
    flightId: z.number().int(),
    announcement: z.number().int(),
    expectedDepartsAt: z.string(),
    expectedArrivesAt: z.string(),
    compensatedMinutes: z.object({
      domestic: z.number().int().nullable(),
      international: z.number().int().nullable(),
    }),
  }),
);

export const capturedPayment = reads(
  paymentCaptured,
  z.object({
    reservationId: z.uuid(),
    paymentId: z.uuid(),
    amount: z.number().int(),
    /** Null or absent when it pays for a hold. */
    changeId: z.uuid().nullish(),
  }),
);
